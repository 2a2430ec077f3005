// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"time"

	"github.com/centrifugal/centrifuge"
)

// The kinds of engine: what keeps history and presence, and connects nodes.
const (
	engineMemory = "memory"
	engineRedis  = "redis"
)

type engineConfig struct {
	Type  string      `json:"type"`
	Redis redisConfig `json:"redis"`
}

// redisConfig leads to one Redis. Its address may hold a password, so it is
// never repeated in an error or in the log.
type redisConfig struct {
	Address        string   `json:"address"`
	DB             int      `json:"db"`
	User           string   `json:"user"`
	Password       string   `json:"password"`
	Prefix         string   `json:"prefix"`
	ConnectTimeout duration `json:"connect_timeout"`
	IOTimeout      duration `json:"io_timeout"`
	PresenceTTL    duration `json:"presence_ttl"`
}

func defaultEngine() engineConfig {
	return engineConfig{
		Type: engineMemory,
		Redis: redisConfig{
			Address:        "redis://127.0.0.1:6379",
			Prefix:         "centrifuge",
			ConnectTimeout: duration(time.Second),
			IOTimeout:      duration(4 * time.Second),
			PresenceTTL:    duration(time.Minute),
		},
	}
}

func (c engineConfig) validate() error {
	if c.Type != engineMemory && c.Type != engineRedis {
		return fmt.Errorf("\"engine.type\" must be %q or %q, not %q", engineMemory, engineRedis, c.Type)
	}
	if !isRedisAddress(c.Redis.Address) {
		return errors.New("\"engine.redis.address\" must be host:port, redis://host:port/db, rediss://… or unix:///path")
	}
	if c.Redis.ConnectTimeout <= 0 || c.Redis.IOTimeout <= 0 || c.Redis.PresenceTTL < duration(time.Second) {
		return errors.New("\"engine.redis\": connect_timeout and io_timeout must be greater than zero, presence_ttl at least 1s")
	}
	return nil
}

func isRedisAddress(address string) bool {
	if host, port, err := net.SplitHostPort(address); err == nil && host != "" && port != "" {
		return true
	}
	parsed, err := url.Parse(address)
	if err != nil {
		return false
	}
	if parsed.Scheme == "unix" {
		return parsed.Path != ""
	}
	return slices.Contains([]string{"redis", "rediss", "tcp"}, parsed.Scheme) && parsed.Host != ""
}

// useEngine gives the node its broker and presence manager; those in memory it
// has already. The shard of Redis is to be closed after the node.
func useEngine(node *centrifuge.Node, c engineConfig) (*centrifuge.RedisShard, error) {
	if c.Type != engineRedis {
		return nil, nil
	}
	shard, err := centrifuge.NewRedisShard(node, centrifuge.RedisShardConfig{
		Address:        c.Redis.Address,
		DB:             c.Redis.DB,
		User:           c.Redis.User,
		Password:       c.Redis.Password,
		ConnectTimeout: time.Duration(c.Redis.ConnectTimeout),
		IOTimeout:      time.Duration(c.Redis.IOTimeout),
	})
	if err != nil {
		return nil, fmt.Errorf("cannot use Redis: %w", err)
	}
	shards := []*centrifuge.RedisShard{shard}
	broker, err := centrifuge.NewRedisBroker(node, centrifuge.RedisBrokerConfig{Prefix: c.Redis.Prefix, Shards: shards})
	if err != nil {
		shard.Close()
		return nil, fmt.Errorf("cannot use Redis: %w", err)
	}
	presence, err := centrifuge.NewRedisPresenceManager(node, centrifuge.RedisPresenceManagerConfig{
		Prefix: c.Redis.Prefix, Shards: shards, PresenceTTL: time.Duration(c.Redis.PresenceTTL),
	})
	if err != nil {
		shard.Close()
		return nil, fmt.Errorf("cannot use Redis: %w", err)
	}
	node.SetBroker(broker)
	node.SetPresenceManager(presence)
	return shard, nil
}
