// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"encoding/json"

	"github.com/centrifugal/centrifuge"
)

// The methods that act on the connections of a user. Centrifugo answers all of
// them with {} whether or not there is such a user: no proof of an effect.

type subscribeParameters struct {
	User         string `json:"user"`
	Channel      string `json:"channel"`
	Client       string `json:"client"`
	Session      string `json:"session"`
	ExpireAt     int64  `json:"expire_at"`
	RecoverSince *struct {
		Offset uint64 `json:"offset"`
		Epoch  string `json:"epoch"`
	} `json:"recover_since"`
	subscribeClaims
}

// subscribe makes a server-side subscription for the connections of the user.
func (a api) subscribe(p subscribeParameters) ([]byte, *apiError) {
	options, failure := a.optionsOf(p.Channel)
	if failure != nil {
		return nil, failure
	}
	wanted, err := p.apply(options, sourceAPI)
	if err != nil {
		return nil, apiErrorBadRequest
	}
	if p.RecoverSince != nil {
		wanted.RecoverSince = &centrifuge.StreamPosition{Offset: p.RecoverSince.Offset, Epoch: p.RecoverSince.Epoch}
	}
	err = a.node.Subscribe(p.User, p.Channel,
		centrifuge.WithSubscribeClient(p.Client),
		centrifuge.WithSubscribeSession(p.Session),
		centrifuge.WithExpireAt(p.ExpireAt),
		centrifuge.WithChannelInfo(wanted.ChannelInfo),
		centrifuge.WithSubscribeData(wanted.Data),
		centrifuge.WithEmitPresence(wanted.EmitPresence),
		centrifuge.WithEmitJoinLeave(wanted.EmitJoinLeave),
		centrifuge.WithPushJoinLeave(wanted.PushJoinLeave),
		centrifuge.WithRecovery(wanted.EnableRecovery),
		centrifuge.WithPositioning(wanted.EnablePositioning),
		centrifuge.WithRecoverSince(wanted.RecoverSince),
		centrifuge.WithSubscribeSource(wanted.Source))
	if err != nil {
		return nil, a.internal("subscribe", err)
	}
	return emptyResult, nil
}

type unsubscribeParameters struct {
	User    string `json:"user"`
	Channel string `json:"channel"`
	Client  string `json:"client"`
	Session string `json:"session"`
}

// unsubscribe pushes code 2000 to the connections of the user, also to those that
// were never subscribed. Without a channel it is pushed for the empty one, and no
// subscription ends.
func (a api) unsubscribe(p unsubscribeParameters) ([]byte, *apiError) {
	if p.Channel != "" {
		if _, failure := a.optionsOf(p.Channel); failure != nil {
			return nil, failure
		}
	}
	err := a.node.Unsubscribe(p.User, p.Channel,
		centrifuge.WithUnsubscribeClient(p.Client),
		centrifuge.WithUnsubscribeSession(p.Session))
	if err != nil {
		return nil, a.internal("unsubscribe", err)
	}
	return emptyResult, nil
}

type disconnectParameters struct {
	User       string   `json:"user"`
	Client     string   `json:"client"`
	Session    string   `json:"session"`
	Whitelist  []string `json:"whitelist"`
	Disconnect *struct {
		Code   uint32 `json:"code"`
		Reason string `json:"reason"`
	} `json:"disconnect"`
}

func (a api) disconnect(p disconnectParameters) ([]byte, *apiError) {
	disconnect := centrifuge.DisconnectForceNoReconnect
	if p.Disconnect != nil {
		disconnect = centrifuge.Disconnect{Code: p.Disconnect.Code, Reason: p.Disconnect.Reason}
	}
	err := a.node.Disconnect(p.User,
		centrifuge.WithCustomDisconnect(disconnect),
		centrifuge.WithDisconnectClient(p.Client),
		centrifuge.WithDisconnectSession(p.Session),
		centrifuge.WithDisconnectClientWhitelist(p.Whitelist))
	if err != nil {
		return nil, a.internal("disconnect", err)
	}
	return emptyResult, nil
}

type refreshParameters struct {
	User     string          `json:"user"`
	Client   string          `json:"client"`
	Session  string          `json:"session"`
	Expired  bool            `json:"expired"`
	ExpireAt int64           `json:"expire_at"`
	Info     json.RawMessage `json:"info"`
}

// refresh gives the connections of the user a new expiry, or ends them with
// 3005.
func (a api) refresh(p refreshParameters) ([]byte, *apiError) {
	err := a.node.Refresh(p.User,
		centrifuge.WithRefreshClient(p.Client),
		centrifuge.WithRefreshSession(p.Session),
		centrifuge.WithRefreshExpired(p.Expired),
		centrifuge.WithRefreshExpireAt(p.ExpireAt),
		centrifuge.WithRefreshInfo(p.Info))
	if err != nil {
		return nil, a.internal("refresh", err)
	}
	return emptyResult, nil
}

type rpcParameters struct {
	Method string `json:"method"`
}

// rpc is for extensions of Centrifugo, and there are none here.
func (a api) rpc(p rpcParameters) ([]byte, *apiError) {
	if p.Method == "" {
		return nil, apiErrorBadRequest
	}
	return nil, apiErrorNotFound
}
