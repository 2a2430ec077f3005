// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"strings"
	"time"

	"github.com/centrifugal/centrifuge"
)

// subscribe decides in Centrifugo's order: a private channel needs a token, a
// token decides alone, then the users named in the channel, then the namespace.
func (h clientHandler) subscribe(client subject, event centrifuge.SubscribeEvent) (centrifuge.SubscribeOptions, error) {
	options, err := h.rules.clientOptions(event.Channel)
	if err != nil {
		return centrifuge.SubscribeOptions{}, err
	}
	if event.Type != centrifuge.SubscriptionTypeStream {
		// No namespace here has another type than the ordinary one.
		return centrifuge.SubscribeOptions{}, centrifuge.ErrorPermissionDenied
	}
	result, err := h.admit(client, options, event)
	if err != nil {
		return centrifuge.SubscribeOptions{}, err
	}
	user := client.UserID()
	if event.Positioned && (options.AllowPositioning || h.rules.mayReadHistory(user, options, true)) {
		result.EnablePositioning = true
	}
	if event.Recoverable && (options.AllowRecovery || h.rules.mayReadHistory(user, options, true)) {
		result.EnableRecovery = true
	}
	if event.JoinLeave && options.JoinLeave && h.rules.maySeePresence(user, options, true) {
		result.PushJoinLeave = true
	}
	return result, nil
}

func (h clientHandler) admit(client subject, options channelOptions, event centrifuge.SubscribeEvent) (centrifuge.SubscribeOptions, error) {
	if event.Token != "" {
		return h.admitByToken(client, options, event)
	}
	if strings.HasPrefix(event.Channel, privatePrefix) || !h.rules.mayJoin(options, event.Channel, client.UserID()) {
		return centrifuge.SubscribeOptions{}, centrifuge.ErrorPermissionDenied
	}
	return subscribeOptions(options, sourceClient), nil
}

// admitByToken: a token that is not valid is refused (103), but a valid one of
// somebody else, or for another channel, closes the whole connection (3500).
func (h clientHandler) admitByToken(client subject, options channelOptions, event centrifuge.SubscribeEvent) (centrifuge.SubscribeOptions, error) {
	refuse := func(answer, why error) (centrifuge.SubscribeOptions, error) {
		h.log.Info("subscription refused", "client", client.ID(), "why", why)
		return centrifuge.SubscribeOptions{}, answer
	}
	claims, err := h.subscriptionTokens.verifySubscribe(event.Token, time.Now())
	if errors.Is(err, errTokenExpired) {
		return refuse(centrifuge.ErrorTokenExpired, err)
	}
	if err != nil {
		return refuse(centrifuge.ErrorPermissionDenied, err)
	}
	if _, known := h.rules.options(claims.Channel); !known {
		return refuse(centrifuge.ErrorUnknownChannel, errors.New("the subscription token is for an unknown channel"))
	}
	result, err := claims.apply(options, sourceClient)
	if err != nil {
		return refuse(centrifuge.ErrorPermissionDenied, err)
	}
	if err := claims.checkBearer(client, event.Channel); err != nil {
		return refuse(centrifuge.DisconnectInvalidToken, err)
	}
	result.ExpireAt = claims.expiry()
	return result, nil
}

// subRefresh prolongs a subscription by a new token. An expired one makes the
// engine forget the expiry, one that is not valid here closes with 3500. Without a token
// the engine asks about a server-side subscription that has expired: nobody
// prolongs it.
func (h clientHandler) subRefresh(client subject, event centrifuge.SubRefreshEvent) (centrifuge.SubRefreshReply, error) {
	if !event.ClientSideRefresh {
		return centrifuge.SubRefreshReply{Expired: true}, nil
	}
	claims, err := h.subscriptionTokens.verifySubscribe(event.Token, time.Now())
	if errors.Is(err, errTokenExpired) {
		return centrifuge.SubRefreshReply{Expired: true}, nil
	}
	if _, known := h.rules.options(claims.Channel); err == nil && !known {
		return centrifuge.SubRefreshReply{}, centrifuge.ErrorUnknownChannel
	}
	if err == nil {
		err = claims.checkBearer(client, event.Channel)
	}
	info, infoErr := bytesOf(claims.Info, claims.B64Info)
	if err = errors.Join(err, infoErr); err != nil {
		h.log.Info("subscription refresh refused", "client", client.ID(), "why", err)
		return centrifuge.SubRefreshReply{}, centrifuge.DisconnectInvalidToken
	}
	return centrifuge.SubRefreshReply{ExpireAt: claims.expiry(), Info: info}, nil
}

// checkBearer compares the token with who presents it and where.
func (c subscriptionTokenClaims) checkBearer(client subject, channel string) error {
	switch {
	case c.Channel != channel:
		return errors.New("the subscription token is for another channel")
	case c.Subject != client.UserID():
		return errors.New("the subscription token is of another user")
	case c.Client != "" && c.Client != client.ID():
		return errors.New("the subscription token is of another connection")
	}
	return nil
}

// apply gives the engine's options for a channel whose options the claims may
// override.
func (c subscribeClaims) apply(options channelOptions, source uint8) (centrifuge.SubscribeOptions, error) {
	if override := c.Override; override != nil {
		options.Presence = override.Presence.or(options.Presence)
		options.JoinLeave = override.JoinLeave.or(options.JoinLeave)
		options.ForcePushJoinLeave = override.ForcePushJoinLeave.or(options.ForcePushJoinLeave)
		options.ForceRecovery = override.ForceRecovery.or(options.ForceRecovery)
		options.ForcePositioning = override.ForcePositioning.or(options.ForcePositioning)
	}
	result := subscribeOptions(options, source)
	var infoErr, dataErr error
	result.ChannelInfo, infoErr = bytesOf(c.Info, c.B64Info)
	result.Data, dataErr = bytesOf(c.Data, c.B64Data)
	return result, errors.Join(infoErr, dataErr)
}
