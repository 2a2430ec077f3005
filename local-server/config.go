// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/centrifugal/centrifuge"
)

// config is what the program is told on standard input. Names and defaults
// are those of the Centrifugo v6 configuration file, so that a part of it can
// be copied from one to the other.
type config struct {
	HTTPServer httpServerConfig `json:"http_server"`
	Client     clientConfig     `json:"client"`
	WebSocket  webSocketConfig  `json:"websocket"`
	HTTPAPI    httpAPIConfig    `json:"http_api"`
	Channel    channelConfig    `json:"channel"`
	Engine     engineConfig     `json:"engine"`
}

type httpServerConfig struct {
	Address string `json:"address"`
	Port    int    `json:"port"` // 0: the system chooses
}

type clientConfig struct {
	Token tokenConfig `json:"token"`
	// SubscriptionToken is for subscription tokens; unless it is enabled, Token is
	// for both.
	SubscriptionToken struct {
		Enabled bool `json:"enabled"`
		tokenConfig
	} `json:"subscription_token"`
	PingInterval              duration `json:"ping_interval"`
	PongTimeout               duration `json:"pong_timeout"`
	ExpiredCloseDelay         duration `json:"expired_close_delay"`
	ExpiredSubCloseDelay      duration `json:"expired_sub_close_delay"`
	StaleCloseDelay           duration `json:"stale_close_delay"`
	PresenceUpdateInterval    duration `json:"presence_update_interval"`
	ChannelPositionCheckDelay duration `json:"channel_position_check_delay"`
	ChannelLimit              int      `json:"channel_limit"`
	QueueMaxSize              int      `json:"queue_max_size"`
	AllowedOrigins            []string `json:"allowed_origins"`

	// Zero is no limit.
	ConnectionLimit             int `json:"connection_limit"`
	ConnectionRateLimit         int `json:"connection_rate_limit"`
	HistoryMaxPublicationLimit  int `json:"history_max_publication_limit"`
	RecoveryMaxPublicationLimit int `json:"recovery_max_publication_limit"`

	SubscribeToUserPersonalChannel personalChannelConfig `json:"subscribe_to_user_personal_channel"`

	ConnectIncludeServerTime          bool `json:"connect_include_server_time"`
	AllowAnonymousConnectWithoutToken bool `json:"allow_anonymous_connect_without_token"`
	DisallowAnonymousConnectionTokens bool `json:"disallow_anonymous_connection_tokens"`

	// UserIDHTTPHeader names a header of the upgrade that holds the user, for
	// clients without a token: a proxy in front, which knows them, sets it.
	UserIDHTTPHeader string `json:"user_id_http_header"`

	// Insecure lets in without a token, and to everything but private channels.
	Insecure bool `json:"insecure"`
}

// tokenConfig says which tokens are valid. Of the audience and the issuer each,
// either a text or an expression may be asked for.
type tokenConfig struct {
	HMACSecretKey string `json:"hmac_secret_key"`
	Audience      string `json:"audience"`
	AudienceRegex string `json:"audience_regex"`
	Issuer        string `json:"issuer"`
	IssuerRegex   string `json:"issuer_regex"`
}

// subscriptionToken is what holds for subscription tokens.
func (c clientConfig) subscriptionToken() tokenConfig {
	if c.SubscriptionToken.Enabled {
		return c.SubscriptionToken.tokenConfig
	}
	return c.Token
}

// personalChannelConfig subscribes each user with a name to a channel of its
// own, from the server's side, when it connects.
type personalChannelConfig struct {
	Enabled   bool   `json:"enabled"`
	Namespace string `json:"personal_channel_namespace"`
}

// channelOf is the personal channel of a user: `#user` or `namespace:#user`.
func (c personalChannelConfig) channelOf(user string) string {
	if c.Namespace == "" {
		return userBoundary + user
	}
	return c.Namespace + namespaceBoundary + userBoundary + user
}

type webSocketConfig struct {
	MessageSizeLimit int `json:"message_size_limit"`
}

type httpAPIConfig struct {
	Key       string `json:"key"`
	Insecure  bool   `json:"insecure"`   // no key is asked for
	ErrorMode string `json:"error_mode"` // "" or "transport"
}

type channelConfig struct {
	MaxLength        int               `json:"max_length"`
	WithoutNamespace channelOptions    `json:"without_namespace"`
	Namespaces       []namespaceConfig `json:"namespaces"`
}

type namespaceConfig struct {
	Name string `json:"name"`
	channelOptions
}

// channelOptions say what a channel can do and what a client may do in it.
// Everything is off unless switched on.
type channelOptions struct {
	Presence           bool     `json:"presence"`
	JoinLeave          bool     `json:"join_leave"`
	ForcePushJoinLeave bool     `json:"force_push_join_leave"`
	HistorySize        int      `json:"history_size"`
	HistoryTTL         duration `json:"history_ttl"`
	ForceRecovery      bool     `json:"force_recovery"`
	ForceRecoveryMode  string   `json:"force_recovery_mode"` // "" or "stream", or "cache"
	AutoCacheRecover   bool     `json:"auto_cache_recover"`
	ForcePositioning   bool     `json:"force_positioning"`
	AllowRecovery      bool     `json:"allow_recovery"`
	AllowPositioning   bool     `json:"allow_positioning"`
	DeltaPublish       bool     `json:"delta_publish"`
	AllowTagsFilter    bool     `json:"allow_tags_filter"`

	AllowedDeltaTypes []centrifuge.DeltaType `json:"allowed_delta_types"`

	// ChannelRegex is what a channel that a client names must match, after the
	// namespace; without it the name must be ASCII.
	ChannelRegex string `json:"channel_regex"`

	AllowSubscribeForClient    bool `json:"allow_subscribe_for_client"`
	AllowPublishForSubscriber  bool `json:"allow_publish_for_subscriber"`
	AllowPublishForClient      bool `json:"allow_publish_for_client"`
	AllowPresenceForSubscriber bool `json:"allow_presence_for_subscriber"`
	AllowPresenceForClient     bool `json:"allow_presence_for_client"`
	AllowHistoryForSubscriber  bool `json:"allow_history_for_subscriber"`
	AllowHistoryForClient      bool `json:"allow_history_for_client"`
	AllowUserLimitedChannels   bool `json:"allow_user_limited_channels"`

	// Without these, the rights above are not for users without a name.
	AllowSubscribeForAnonymous bool `json:"allow_subscribe_for_anonymous"`
	AllowPublishForAnonymous   bool `json:"allow_publish_for_anonymous"`
	AllowPresenceForAnonymous  bool `json:"allow_presence_for_anonymous"`
	AllowHistoryForAnonymous   bool `json:"allow_history_for_anonymous"`
}

// recoversCache is true where only the latest publication is recovered.
func (o channelOptions) recoversCache() bool { return o.ForceRecoveryMode == recoveryModeCache }

// hasHistory is true when both limits are set; one alone keeps nothing.
func (o channelOptions) hasHistory() bool {
	return o.HistorySize > 0 && o.HistoryTTL > 0
}

// duration reads a Go duration string ("25s") from JSON.
type duration time.Duration

func (d *duration) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return errors.New("a duration must be a string such as \"25s\"")
	}
	value, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("%q is not a duration such as \"25s\"", text)
	}
	*d = duration(value)
	return nil
}

func defaultConfig() config {
	return config{
		HTTPServer: httpServerConfig{Address: "127.0.0.1"},
		Client: clientConfig{
			PingInterval:              duration(25 * time.Second),
			PongTimeout:               duration(8 * time.Second),
			ExpiredCloseDelay:         duration(25 * time.Second),
			ExpiredSubCloseDelay:      duration(25 * time.Second),
			StaleCloseDelay:           duration(10 * time.Second),
			PresenceUpdateInterval:    duration(27 * time.Second),
			ChannelPositionCheckDelay: duration(40 * time.Second),
			ChannelLimit:              128,
			QueueMaxSize:              1 << 20,

			HistoryMaxPublicationLimit:  300,
			RecoveryMaxPublicationLimit: 300,
		},
		WebSocket: webSocketConfig{MessageSizeLimit: 65536},
		Channel:   channelConfig{MaxLength: 255},
		Engine:    defaultEngine(),
	}
}

// readConfig takes one JSON object from input and leaves the rest unread: the
// open stream itself is the sign that the parent is alive.
func readConfig(input io.Reader) (config, error) {
	result := defaultConfig()
	decoder := json.NewDecoder(input)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&result); err != nil {
		return config{}, describeDecodeError(err)
	}
	return result, result.validate()
}

// describeDecodeError never repeats a value: it may be a secret.
func describeDecodeError(err error) error {
	var typeError *json.UnmarshalTypeError
	var syntaxError *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF):
		return errors.New("no JSON object on standard input")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("standard input ended in the middle of the JSON object")
	case errors.As(err, &typeError):
		if typeError.Field == "" {
			return fmt.Errorf("a JSON object is expected, not %s", jsonKind(typeError.Value))
		}
		return fmt.Errorf("%q must be %s, not %s", typeError.Field, goKind(typeError.Type.Kind().String()), jsonKind(typeError.Value))
	case errors.As(err, &syntaxError):
		return fmt.Errorf("not JSON (byte %d)", syntaxError.Offset)
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// jsonKind cuts the literal off "number 1.5".
func jsonKind(value string) string {
	kind, _, _ := strings.Cut(value, " ")
	return "a JSON " + kind
}

func goKind(kind string) string {
	switch kind {
	case "bool":
		return "true or false"
	case "int":
		return "a whole number"
	case "string":
		return "a string"
	case "slice":
		return "an array"
	}
	return "an object"
}
