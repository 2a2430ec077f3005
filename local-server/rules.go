// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"regexp"
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
	names            map[string]*regexp.Regexp // those of channel_regex
	insecure         bool                      // everything is allowed but private channels
}

// subject is the client that a rule is about.
type subject interface {
	ID() string
	UserID() string
	IsSubscribed(channel string) bool
}

// newRules takes a configuration that was validated.
func newRules(c channelConfig, insecure bool) rules {
	r := rules{
		withoutNamespace: c.WithoutNamespace,
		namespaces:       make(map[string]channelOptions, len(c.Namespaces)),
		names:            map[string]*regexp.Regexp{},
		insecure:         insecure,
	}
	r.addName(c.WithoutNamespace.ChannelRegex)
	for _, namespace := range c.Namespaces {
		r.namespaces[namespace.Name] = namespace.channelOptions
		r.addName(namespace.ChannelRegex)
	}
	return r
}

func (r rules) addName(expression string) {
	if expression != "" {
		r.names[expression] = regexp.MustCompile(expression)
	}
}

// splitChannel gives the namespace, or none, and what is left of the name.
func splitChannel(channel string) (namespace, rest string) {
	name, rest, found := strings.Cut(strings.TrimPrefix(channel, privatePrefix), namespaceBoundary)
	if !found {
		return "", channel
	}
	return name, rest
}

// options finds the options of a channel; without them the channel is unknown
// (error 102).
func (r rules) options(channel string) (channelOptions, bool) {
	name, _ := splitChannel(channel)
	if name == "" {
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
	if !r.isValidName(options, channel) {
		return channelOptions{}, centrifuge.ErrorBadRequest
	}
	return options, nil
}

// isValidName says whether a client may name a channel so.
func (r rules) isValidName(options channelOptions, channel string) bool {
	if name := r.names[options.ChannelRegex]; name != nil {
		_, rest := splitChannel(channel)
		return name.MatchString(rest)
	}
	return isASCII(channel)
}

// mayJoin: where the namespace has user-limited channels, the users after the
// last `#` and nobody else, even if subscribing is open to all.
func (r rules) mayJoin(options channelOptions, channel, user string) bool {
	if r.insecure {
		return true
	}
	if options.isUserLimited(channel) {
		return isNamedIn(channel, user)
	}
	return options.AllowSubscribeForClient && (user != "" || options.AllowSubscribeForAnonymous)
}

// mayJoinByConnect is for channels that a client names when it connects: users
// without a name have no user-limited channels there.
func (r rules) mayJoinByConnect(options channelOptions, channel, user string) bool {
	if user == "" && !r.insecure && options.isUserLimited(channel) {
		return false
	}
	return r.isValidName(options, channel) && !strings.HasPrefix(channel, privatePrefix) && r.mayJoin(options, channel, user)
}

func (o channelOptions) isUserLimited(channel string) bool {
	return o.AllowUserLimitedChannels && strings.Contains(channel, userBoundary)
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
	if client.UserID() == "" && !options.AllowPublishForAnonymous {
		allowed = false
	}
	if !allowed && !r.insecure {
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
	if !r.maySeePresence(client.UserID(), options, client.IsSubscribed(channel)) {
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
	if !r.mayReadHistory(client.UserID(), options, client.IsSubscribed(channel)) {
		return centrifuge.ErrorPermissionDenied
	}
	return nil
}

func (r rules) maySeePresence(user string, options channelOptions, subscribed bool) bool {
	return r.insecure || (user != "" || options.AllowPresenceForAnonymous) && (options.AllowPresenceForClient || options.AllowPresenceForSubscriber && subscribed)
}

func (r rules) mayReadHistory(user string, options channelOptions, subscribed bool) bool {
	return r.insecure || (user != "" || options.AllowHistoryForAnonymous) && (options.AllowHistoryForClient || options.AllowHistoryForSubscriber && subscribed)
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
