// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"slices"
	"strings"

	"github.com/centrifugal/centrifuge"
)

// The characters with a meaning in the name of a channel (Centrifugo's
// defaults): `$private`, `namespace:rest`, `name#user1,user2`.
const (
	privatePrefix     = "$"
	namespaceBoundary = ":"
	userBoundary      = "#"
	userSeparator     = ","
)

// rules answer who may do what in which channel. The values are fixed when the
// program starts, so they need no lock.
type rules struct {
	withoutNamespace channelOptions
	namespaces       map[string]channelOptions
}

// subject is the client that a rule is about.
type subject interface {
	ID() string
	UserID() string
	IsSubscribed(channel string) bool
}

func newRules(c channelConfig) rules {
	namespaces := make(map[string]channelOptions, len(c.Namespaces))
	for _, namespace := range c.Namespaces {
		namespaces[namespace.Name] = namespace.channelOptions
	}
	return rules{withoutNamespace: c.WithoutNamespace, namespaces: namespaces}
}

// options finds the options of a channel; without them the channel is unknown
// (error 102).
func (r rules) options(channel string) (channelOptions, bool) {
	name, _, found := strings.Cut(strings.TrimPrefix(channel, privatePrefix), namespaceBoundary)
	if !found || name == "" {
		return r.withoutNamespace, true
	}
	options, known := r.namespaces[name]
	return options, known
}

// clientOptions are the options of a channel that a client named.
func (r rules) clientOptions(channel string) (channelOptions, error) {
	options, known := r.options(channel)
	if !known {
		return channelOptions{}, centrifuge.ErrorUnknownChannel
	}
	if !isASCII(channel) {
		return channelOptions{}, centrifuge.ErrorBadRequest
	}
	return options, nil
}

// mayJoin: where the namespace has user-limited channels, the users after the
// last `#` and nobody else, even if subscribing is open to all.
func mayJoin(options channelOptions, channel, user string) bool {
	if options.AllowUserLimitedChannels && strings.Contains(channel, userBoundary) {
		return user != "" && isNamedIn(channel, user)
	}
	return options.AllowSubscribeForClient && (user != "" || options.AllowSubscribeForAnonymous)
}

func isNamedIn(channel, user string) bool {
	_, users, _ := cutLast(channel, userBoundary[0])
	return slices.Contains(strings.Split(users, userSeparator), user)
}

// publish is 103 unless the namespace says otherwise: a client is not trusted.
func (r rules) publish(client subject, channel string) (channelOptions, error) {
	options, err := r.clientOptions(channel)
	if err != nil {
		return channelOptions{}, err
	}
	allowed := options.AllowPublishForClient ||
		options.AllowPublishForSubscriber && client.IsSubscribed(channel)
	if !allowed || client.UserID() == "" && !options.AllowPublishForAnonymous {
		return channelOptions{}, centrifuge.ErrorPermissionDenied
	}
	return options, nil
}

func (r rules) presence(client subject, channel string) error {
	options, err := r.clientOptions(channel)
	if err != nil {
		return err
	}
	if !options.Presence {
		return centrifuge.ErrorNotAvailable
	}
	if !maySeePresence(client.UserID(), options, client.IsSubscribed(channel)) {
		return centrifuge.ErrorPermissionDenied
	}
	return nil
}

func (r rules) history(client subject, channel string) error {
	options, err := r.clientOptions(channel)
	if err != nil {
		return err
	}
	if !options.hasHistory() {
		return centrifuge.ErrorNotAvailable
	}
	if !mayReadHistory(client.UserID(), options, client.IsSubscribed(channel)) {
		return centrifuge.ErrorPermissionDenied
	}
	return nil
}

func maySeePresence(user string, options channelOptions, subscribed bool) bool {
	return (user != "" || options.AllowPresenceForAnonymous) && (options.AllowPresenceForClient || options.AllowPresenceForSubscriber && subscribed)
}

func mayReadHistory(user string, options channelOptions, subscribed bool) bool {
	return (user != "" || options.AllowHistoryForAnonymous) && (options.AllowHistoryForClient || options.AllowHistoryForSubscriber && subscribed)
}

// Where a subscription comes from; a refresh compares those of the token.
const (
	sourceClient uint8 = iota + 1
	sourceToken
	sourceAPI
	sourcePersonal
)

// subscribeOptions are the engine's options for a subscription to a channel.
func subscribeOptions(options channelOptions, source uint8) centrifuge.SubscribeOptions {
	mode := centrifuge.RecoveryModeStream
	if options.recoversCache() {
		mode = centrifuge.RecoveryModeCache
	}
	return centrifuge.SubscribeOptions{
		EmitPresence:      options.Presence,
		EmitJoinLeave:     options.JoinLeave,
		PushJoinLeave:     options.ForcePushJoinLeave,
		EnableRecovery:    options.ForceRecovery,
		EnablePositioning: options.ForcePositioning,
		RecoveryMode:      mode,
		AutoCacheRecover:  options.AutoCacheRecover,
		AllowedDeltaTypes: options.AllowedDeltaTypes,
		AllowTagsFilter:   options.AllowTagsFilter,
		Source:            source,
	}
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > 127 })
}
