// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/centrifugal/centrifuge"
)

// clientHandler gives the engine Centrifugo's answers to what clients ask.
// It has no handler for `rpc` and `send`: the engine itself answers 108 and
// closes with 3508, as Centrifugo without proxies does.
type clientHandler struct {
	node               *centrifuge.Node
	rules              rules
	tokens             tokenVerifier
	subscriptionTokens tokenVerifier
	allowAnonymous     bool // without a token
	refuseAnonymous    bool // with a token without a user
	personal           personalChannelConfig
	log                *slog.Logger
}

func (h clientHandler) install() {
	h.node.OnConnecting(func(_ context.Context, event centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
		return h.connecting(event)
	})
	h.node.OnConnect(func(client *centrifuge.Client) {
		client.OnRefresh(func(event centrifuge.RefreshEvent, done centrifuge.RefreshCallback) {
			done(h.refresh(client, event))
		})
		client.OnSubscribe(func(event centrifuge.SubscribeEvent, done centrifuge.SubscribeCallback) {
			options, err := h.subscribe(client, event)
			done(centrifuge.SubscribeReply{Options: options, ClientSideRefresh: true}, err)
		})
		client.OnSubRefresh(func(event centrifuge.SubRefreshEvent, done centrifuge.SubRefreshCallback) {
			done(h.subRefresh(client, event))
		})
		client.OnPublish(func(event centrifuge.PublishEvent, done centrifuge.PublishCallback) {
			done(h.publish(client, event))
		})
		client.OnPresence(func(event centrifuge.PresenceEvent, done centrifuge.PresenceCallback) {
			done(centrifuge.PresenceReply{}, h.rules.presence(client, event.Channel))
		})
		client.OnPresenceStats(func(event centrifuge.PresenceStatsEvent, done centrifuge.PresenceStatsCallback) {
			done(centrifuge.PresenceStatsReply{}, h.rules.presence(client, event.Channel))
		})
		client.OnHistory(func(event centrifuge.HistoryEvent, done centrifuge.HistoryCallback) {
			done(centrifuge.HistoryReply{}, h.rules.history(client, event.Channel))
		})
	})
}

// connecting admits a client by its token. Without a token there are no
// credentials unless anonymous users are let in: the engine then takes those of
// a header, or closes with 3501 (not 3500).
func (h clientHandler) connecting(event centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
	if event.Token == "" && !h.allowAnonymous && !h.rules.insecure {
		return centrifuge.ConnectReply{}, nil
	}
	if event.Token == "" {
		return h.admitConnection(connectClaims{}, event.Channels)
	}
	claims, err := h.tokens.verifyConnect(event.Token, time.Now())
	if err != nil {
		h.log.Info("connection refused", "client", event.ClientID, "why", err)
		if errors.Is(err, errTokenExpired) {
			return centrifuge.ConnectReply{}, centrifuge.ErrorTokenExpired
		}
		return centrifuge.ConnectReply{}, centrifuge.DisconnectInvalidToken
	}
	if claims.Subject == "" && h.refuseAnonymous {
		return centrifuge.ConnectReply{}, centrifuge.DisconnectPermissionDenied
	}
	if h.rules.insecure {
		claims.ExpireAt = new(int64) // never
	}
	return h.admitConnection(claims, event.Channels)
}

func (h clientHandler) admitConnection(claims connectClaims, wanted []string) (centrifuge.ConnectReply, error) {
	info, err := bytesOf(claims.Info, claims.B64Info)
	if err != nil {
		return centrifuge.ConnectReply{}, errors.New("b64info of the token is not base64")
	}
	subscriptions, err := h.tokenSubscriptions(claims)
	if err != nil {
		return centrifuge.ConnectReply{}, err
	}
	if err := h.addPersonal(subscriptions, claims.Subject); err != nil {
		return centrifuge.ConnectReply{}, err
	}
	if err := h.addWanted(subscriptions, wanted, claims.Subject); err != nil {
		return centrifuge.ConnectReply{}, err
	}
	return centrifuge.ConnectReply{
		Credentials:       &centrifuge.Credentials{UserID: claims.Subject, ExpireAt: claims.expiry(), Info: info},
		Subscriptions:     subscriptions,
		ClientSideRefresh: true,
	}, nil
}

// tokenSubscriptions are the server-side subscriptions of a token: those of
// the claim `subs`, and only without it those of `channels`.
func (h clientHandler) tokenSubscriptions(claims connectClaims) (map[string]centrifuge.SubscribeOptions, error) {
	wanted := claims.Subs
	if len(wanted) == 0 {
		wanted = make(map[string]subscribeClaims, len(claims.Channels))
		for _, channel := range claims.Channels {
			wanted[channel] = subscribeClaims{}
		}
	}
	result := make(map[string]centrifuge.SubscribeOptions, len(wanted))
	for channel, claim := range wanted {
		options, known := h.rules.options(channel)
		if !known {
			return nil, centrifuge.ErrorUnknownChannel
		}
		subscription, err := claim.apply(options, sourceToken)
		if err != nil {
			return nil, centrifuge.DisconnectInvalidToken
		}
		result[channel] = subscription
	}
	return result, nil
}

// addPersonal adds the channel of the user's own, where there is such.
func (h clientHandler) addPersonal(subscriptions map[string]centrifuge.SubscribeOptions, user string) error {
	if !h.personal.Enabled || user == "" {
		return nil
	}
	channel := h.personal.channelOf(user)
	options, known := h.rules.options(channel)
	if !known {
		return centrifuge.ErrorUnknownChannel
	}
	subscriptions[channel] = subscribeOptions(options, sourcePersonal)
	return nil
}

// addWanted adds the channels that the client itself named in its connect
// command, as far as it could have subscribed to them.
func (h clientHandler) addWanted(subscriptions map[string]centrifuge.SubscribeOptions, channels []string, user string) error {
	for _, channel := range channels {
		options, known := h.rules.options(channel)
		if !known {
			return centrifuge.DisconnectBadRequest
		}
		if _, exists := subscriptions[channel]; exists {
			continue
		}
		if h.rules.mayJoinByConnect(options, channel, user) {
			subscriptions[channel] = subscribeOptions(options, sourceClient)
		}
	}
	return nil
}

// refresh prolongs a connection. An expired token closes with 3005, one of
// another user with 3500, one with other channels with 3010 so that the client
// comes back with its new channels.
func (h clientHandler) refresh(client *centrifuge.Client, event centrifuge.RefreshEvent) (centrifuge.RefreshReply, error) {
	claims, err := h.tokens.verifyConnect(event.Token, time.Now())
	if errors.Is(err, errTokenExpired) {
		return centrifuge.RefreshReply{Expired: true}, nil
	}
	if err == nil && claims.Subject != client.UserID() {
		err = errors.New("the token is of another user")
	}
	if err != nil {
		h.log.Info("refresh refused", "client", client.ID(), "why", err)
		return centrifuge.RefreshReply{}, centrifuge.DisconnectInvalidToken
	}
	info, err := bytesOf(claims.Info, claims.B64Info)
	if err != nil {
		return centrifuge.RefreshReply{}, errors.New("b64info of the token is not base64")
	}
	subscriptions, err := h.tokenSubscriptions(claims)
	if err != nil {
		return centrifuge.RefreshReply{}, err
	}
	if tokenChannelsChanged(client, subscriptions) {
		return centrifuge.RefreshReply{}, centrifuge.DisconnectInsufficientState
	}
	return centrifuge.RefreshReply{ExpireAt: claims.expiry(), Info: info}, nil
}

func tokenChannelsChanged(client *centrifuge.Client, subscriptions map[string]centrifuge.SubscribeOptions) bool {
	for channel := range subscriptions {
		if !client.IsSubscribed(channel) {
			return true
		}
	}
	for channel, context := range client.ChannelsWithContext() {
		if _, still := subscriptions[channel]; context.Source == sourceToken && !still {
			return true
		}
	}
	return false
}

func (h clientHandler) publish(client *centrifuge.Client, event centrifuge.PublishEvent) (centrifuge.PublishReply, error) {
	options, err := h.rules.publish(client, event.Channel)
	if err != nil {
		return centrifuge.PublishReply{}, err
	}
	if len(event.Data) == 0 {
		return centrifuge.PublishReply{}, centrifuge.ErrorBadRequest
	}
	result, err := h.node.Publish(event.Channel, event.Data,
		centrifuge.WithClientInfo(event.ClientInfo),
		centrifuge.WithHistory(options.HistorySize, time.Duration(options.HistoryTTL)),
		centrifuge.WithDelta(options.DeltaPublish))
	return centrifuge.PublishReply{Result: &result}, err
}
