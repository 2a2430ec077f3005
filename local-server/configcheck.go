// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/centrifugal/centrifuge"
)

// The values of force_recovery_mode.
const (
	recoveryModeStream = "stream"
	recoveryModeCache  = "cache"
)

// namespaceName is Centrifugo's rule for the name of a namespace.
var namespaceName = regexp.MustCompile(`^[-a-zA-Z0-9_.]{2,}$`)

func (c config) validate() error {
	if c.HTTPServer.Port < 0 || c.HTTPServer.Port > 65535 {
		return fmt.Errorf("\"http_server.port\" must be between 0 and 65535, not %d", c.HTTPServer.Port)
	}
	if err := c.Client.validate(); err != nil {
		return err
	}
	if c.WebSocket.MessageSizeLimit <= 0 {
		return errors.New("\"websocket.message_size_limit\" must be greater than zero")
	}
	if c.HTTPAPI.ErrorMode != "" && c.HTTPAPI.ErrorMode != errorModeTransport {
		return fmt.Errorf("\"http_api.error_mode\" must be empty or %q, not %q", errorModeTransport, c.HTTPAPI.ErrorMode)
	}
	if err := c.Engine.validate(); err != nil {
		return err
	}
	if c.Channel.MaxLength <= 0 {
		return errors.New("\"channel.max_length\" must be greater than zero")
	}
	if err := c.Channel.WithoutNamespace.validate("channel.without_namespace"); err != nil {
		return err
	}
	seen := make(map[string]bool, len(c.Channel.Namespaces))
	for i, namespace := range c.Channel.Namespaces {
		if !namespaceName.MatchString(namespace.Name) {
			return fmt.Errorf("\"channel.namespaces[%d].name\" must be two or more of a-z A-Z 0-9 _ - ., not %q", i, namespace.Name)
		}
		if seen[namespace.Name] {
			return fmt.Errorf("the namespace %q is there twice", namespace.Name)
		}
		seen[namespace.Name] = true
		if err := namespace.validate("namespace " + namespace.Name); err != nil {
			return err
		}
	}
	personal := c.Client.SubscribeToUserPersonalChannel
	if personal.Enabled && personal.Namespace != "" && !seen[personal.Namespace] {
		return fmt.Errorf("the namespace %q of the personal channels is not there", personal.Namespace)
	}
	return nil
}

func (c tokenConfig) validate(place string) error {
	for _, pair := range []struct{ name, text, expression string }{
		{"audience", c.Audience, c.AudienceRegex},
		{"issuer", c.Issuer, c.IssuerRegex},
	} {
		if pair.text != "" && pair.expression != "" {
			return fmt.Errorf("\"%s\" can have only one of %s and %s_regex", place, pair.name, pair.name)
		}
		if _, err := regexp.Compile(pair.expression); err != nil {
			return fmt.Errorf("\"%s.%s_regex\": %w", place, pair.name, err)
		}
	}
	return nil
}

// validate refuses zero because the engine reads zero as "use the default".
func (c clientConfig) validate() error {
	if err := c.Token.validate("client.token"); err != nil {
		return err
	}
	if err := c.SubscriptionToken.validate("client.subscription_token"); err != nil {
		return err
	}
	durations := []struct {
		name  string
		value duration
	}{
		{"ping_interval", c.PingInterval},
		{"pong_timeout", c.PongTimeout},
		{"expired_close_delay", c.ExpiredCloseDelay},
		{"expired_sub_close_delay", c.ExpiredSubCloseDelay},
		{"stale_close_delay", c.StaleCloseDelay},
		{"presence_update_interval", c.PresenceUpdateInterval},
		{"channel_position_check_delay", c.ChannelPositionCheckDelay},
	}
	for _, d := range durations {
		if d.value <= 0 {
			return fmt.Errorf("\"client.%s\" must be greater than zero", d.name)
		}
	}
	if c.PongTimeout >= c.PingInterval {
		return errors.New("\"client.pong_timeout\" must be less than \"client.ping_interval\"")
	}
	if c.ChannelLimit <= 0 || c.QueueMaxSize <= 0 {
		return errors.New("\"client.channel_limit\" and \"client.queue_max_size\" must be greater than zero")
	}
	limits := []struct {
		name  string
		value int
	}{
		{"connection_limit", c.ConnectionLimit},
		{"connection_rate_limit", c.ConnectionRateLimit},
		{"history_max_publication_limit", c.HistoryMaxPublicationLimit},
		{"recovery_max_publication_limit", c.RecoveryMaxPublicationLimit},
	}
	for _, limit := range limits {
		if limit.value < 0 {
			return fmt.Errorf("\"client.%s\" must not be negative", limit.name)
		}
	}
	return nil
}

func (o channelOptions) validate(place string) error {
	if o.HistorySize < 0 || o.HistoryTTL < 0 {
		return fmt.Errorf("%s: history_size and history_ttl must not be negative", place)
	}
	if o.HistoryTTL%duration(time.Second) != 0 {
		return fmt.Errorf("%s: history_ttl must be whole seconds", place)
	}
	if (o.HistorySize > 0) != (o.HistoryTTL > 0) {
		return fmt.Errorf("%s: history needs both history_size and history_ttl", place)
	}
	if o.ForceRecovery && !o.hasHistory() {
		return fmt.Errorf("%s: force_recovery needs history_size and history_ttl", place)
	}
	if !slices.Contains([]string{"", recoveryModeStream, recoveryModeCache}, o.ForceRecoveryMode) {
		return fmt.Errorf("%s: force_recovery_mode must be %q or %q, not %q", place, recoveryModeStream, recoveryModeCache, o.ForceRecoveryMode)
	}
	if o.AutoCacheRecover && !(o.ForceRecovery && o.recoversCache()) {
		return fmt.Errorf("%s: auto_cache_recover needs force_recovery and force_recovery_mode %q", place, recoveryModeCache)
	}
	if _, err := regexp.Compile(o.ChannelRegex); err != nil {
		return fmt.Errorf("%s: channel_regex: %w", place, err)
	}
	for _, kind := range o.AllowedDeltaTypes {
		if kind != centrifuge.DeltaTypeFossil {
			return fmt.Errorf("%s: allowed_delta_types can hold only %q, not %q", place, centrifuge.DeltaTypeFossil, kind)
		}
	}
	return nil
}
