// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestEmptyConfigurationHasTheDefaults(t *testing.T) {
	got, err := readConfig(strings.NewReader("{}\n"))
	if err != nil || !reflect.DeepEqual(got, defaultConfig()) {
		t.Fatalf("%+v %v", got, err)
	}
}

func TestConfigurationIsRead(t *testing.T) {
	got, err := readConfig(strings.NewReader(`{"http_server":{"port":8000},
		"client":{"token":{"hmac_secret_key":"s"},"ping_interval":"2s","pong_timeout":"1s","allowed_origins":["*"]},
		"channel":{"namespaces":[{"name":"chat","history_size":5,"history_ttl":"1h","force_recovery":true}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := defaultConfig()
	want.HTTPServer.Port = 8000
	want.Client.Token.HMACSecretKey = "s"
	want.Client.PingInterval, want.Client.PongTimeout = duration(2*time.Second), duration(time.Second)
	want.Client.AllowedOrigins = []string{"*"}
	want.Channel.Namespaces = []namespaceConfig{{"chat", channelOptions{HistorySize: 5, HistoryTTL: duration(time.Hour), ForceRecovery: true}}}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("\n got %+v\nwant %+v", got, want)
	}
}

func TestWrongConfigurations(t *testing.T) {
	for text, want := range map[string]string{
		``:               `no JSON object on standard input`,
		`{"client":`:     `standard input ended in the middle of the JSON object`,
		`nonsense`:       `not JSON (byte 2)`,
		`[]`:             `a JSON object is expected, not a JSON array`,
		`{"clients":{}}`: `unknown field "clients"`,
		`{"channel":{"namespaces":[{"name":"chat","histroy_size":1}]}}`:                                          `unknown field "histroy_size"`,
		`{"http_server":{"port":"8000"}}`:                                                                        `"http_server.port" must be a whole number, not a JSON string`,
		`{"http_server":{"port":8000.5}}`:                                                                        `"http_server.port" must be a whole number, not a JSON number`,
		`{"http_server":{"port":65536}}`:                                                                         `"http_server.port" must be between 0 and 65535, not 65536`,
		`{"http_api":{"key":12345}}`:                                                                             `"http_api.key" must be a string, not a JSON number`,
		`{"channel":{"without_namespace":{"presence":1}}}`:                                                       `"channel.without_namespace.presence" must be true or false, not a JSON number`,
		`{"client":{"allowed_origins":"*"}}`:                                                                     `"client.allowed_origins" must be an array, not a JSON string`,
		`{"client":{"ping_interval":25}}`:                                                                        `a duration must be a string such as "25s"`,
		`{"client":{"ping_interval":"soon"}}`:                                                                    `"soon" is not a duration such as "25s"`,
		`{"client":{"ping_interval":"0s"}}`:                                                                      `"client.ping_interval" must be greater than zero`,
		`{"client":{"pong_timeout":"25s"}}`:                                                                      `"client.pong_timeout" must be less than "client.ping_interval"`,
		`{"client":{"channel_limit":0}}`:                                                                         `"client.channel_limit" and "client.queue_max_size" must be greater than zero`,
		`{"client":{"presence_update_interval":"0s"}}`:                                                           `"client.presence_update_interval" must be greater than zero`,
		`{"websocket":{"message_size_limit":0}}`:                                                                 `"websocket.message_size_limit" must be greater than zero`,
		`{"http_api":{"error_mode":"http"}}`:                                                                     `"http_api.error_mode" must be empty or "transport", not "http"`,
		`{"channel":{"without_namespace":{"allowed_delta_types":["x"]}}}`:                                        `channel.without_namespace: allowed_delta_types can hold only "fossil", not "x"`,
		`{"engine":{"type":"nats"}}`:                                                                             `"engine.type" must be "memory" or "redis", not "nats"`,
		`{"engine":{"redis":{"address":"http://:canary@x"}}}`:                                                    `"engine.redis.address" must be host:port, redis://host:port/db, rediss://… or unix:///path`,
		`{"engine":{"redis":{"address":"redis://:canary@x:y"}}}`:                                                 `"engine.redis.address" must be host:port, redis://host:port/db, rediss://… or unix:///path`,
		`{"engine":{"redis":{"presence_ttl":"1ms"}}}`:                                                            `"engine.redis": connect_timeout and io_timeout must be greater than zero, presence_ttl at least 1s`,
		`{"channel":{"max_length":-1}}`:                                                                          `"channel.max_length" must be greater than zero`,
		`{"channel":{"namespaces":[{"name":"a:b"}]}}`:                                                            `"channel.namespaces[0].name" must be two or more of a-z A-Z 0-9 _ - ., not "a:b"`,
		`{"channel":{"namespaces":[{"name":"aa"},{"name":"aa"}]}}`:                                               `the namespace "aa" is there twice`,
		`{"channel":{"namespaces":[{"name":"aa","history_size":-1}]}}`:                                           `namespace aa: history_size and history_ttl must not be negative`,
		`{"channel":{"without_namespace":{"history_size":1}}}`:                                                   `channel.without_namespace: history needs both history_size and history_ttl`,
		`{"channel":{"without_namespace":{"history_size":1,"history_ttl":"1500ms"}}}`:                            `channel.without_namespace: history_ttl must be whole seconds`,
		`{"channel":{"without_namespace":{"force_recovery":true}}}`:                                              `channel.without_namespace: force_recovery needs history_size and history_ttl`,
		`{"channel":{"without_namespace":{"force_recovery_mode":"x"}}}`:                                          `channel.without_namespace: force_recovery_mode must be "stream" or "cache", not "x"`,
		`{"channel":{"without_namespace":{"auto_cache_recover":true}}}`:                                          `channel.without_namespace: auto_cache_recover needs force_recovery and force_recovery_mode "cache"`,
		`{"client":{"token":{"audience":"a","audience_regex":"b"}}}`:                                             `"client.token" can have only one of audience and audience_regex`,
		`{"client":{"token":{"issuer_regex":"("}}}`:                                                              "\"client.token.issuer_regex\": error parsing regexp: missing closing ): `(`",
		`{"client":{"subscription_token":{"issuer":"a","issuer_regex":"b"}}}`:                                    `"client.subscription_token" can have only one of issuer and issuer_regex`,
		`{"channel":{"without_namespace":{"channel_regex":"("}}}`:                                                "channel.without_namespace: channel_regex: error parsing regexp: missing closing ): `(`",
		`{"client":{"connection_limit":-1}}`:                                                                     `"client.connection_limit" must not be negative`,
		`{"client":{"connection_rate_limit":-1}}`:                                                                `"client.connection_rate_limit" must not be negative`,
		`{"client":{"history_max_publication_limit":-1}}`:                                                        `"client.history_max_publication_limit" must not be negative`,
		`{"client":{"recovery_max_publication_limit":-1}}`:                                                       `"client.recovery_max_publication_limit" must not be negative`,
		`{"client":{"subscribe_to_user_personal_channel":{"enabled":true,"personal_channel_namespace":"gone"}}}`: `the namespace "gone" of the personal channels is not there`,
	} {
		if _, err := readConfig(strings.NewReader(text)); err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", text, err, want)
		}
	}
}

func TestEngineVersionIsThatOfGoMod(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(mod), "github.com/centrifugal/centrifuge v"+engineVersion+"\n") {
		t.Fatalf("engineVersion is %s, go.mod says otherwise", engineVersion)
	}
}
