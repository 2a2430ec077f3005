// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// recoveryServer has the namespaces in which a subscriber may lose messages in
// ways of its own.
func recoveryServer(t *testing.T, edits ...func(*config)) *testServer {
	t.Helper()
	history := channelOptions{HistorySize: 10_000, HistoryTTL: duration(time.Hour), AllowSubscribeForClient: true, AllowHistoryForClient: true}
	recovered, positioned, cached, caught := history, history, history, history
	recovered.ForceRecovery = true
	positioned.ForcePositioning = true
	cached.ForceRecovery, cached.ForceRecoveryMode = true, "cache"
	caught.ForceRecovery, caught.ForceRecoveryMode, caught.AutoCacheRecover = true, "cache", true
	return start(t, append([]func(*config){func(c *config) {
		c.Channel.Namespaces = append(c.Channel.Namespaces,
			namespaceConfig{"recovered", recovered}, namespaceConfig{"positioned", positioned},
			namespaceConfig{"cached", cached}, namespaceConfig{"caught", caught},
			namespaceConfig{"empty", channelOptions{ForcePositioning: true, AllowSubscribeForClient: true}})
	}}, edits...)...)
}

func (s *testServer) publishMany(channel string, count int) {
	s.t.Helper()
	command := `{"publish":{"channel":"` + channel + `","data":1}}`
	s.post("batch", `{"commands":[`+strings.TrimSuffix(strings.Repeat(command+",", count), ",")+`]}`)
}

func TestRecoveryOverTheLimit(t *testing.T) {
	for _, test := range []struct {
		limit, missed int
		recovered     bool
	}{
		{300, 300, true}, {300, 301, false}, {5, 5, true}, {5, 6, false}, {1000, 301, true},
	} {
		t.Run(fmt.Sprintf("%d of %d", test.missed, test.limit), func(t *testing.T) {
			s := recoveryServer(t, func(c *config) { c.Client.RecoveryMaxPublicationLimit = test.limit })
			s.publishMany("recovered:x", test.missed)
			c := s.connect(fields{"sub": "42"})
			c.send(`{"id":2,"subscribe":{"channel":"recovered:x","recover":true}}`)
			reply := c.next()
			if strings.Contains(reply, `"recovered":true`) != test.recovered {
				t.Fatalf("%.200s", reply)
			}
			if got := strings.Count(reply, `"data":`); test.recovered && got != test.missed {
				t.Fatalf("%d publications", got)
			}
		})
	}
}

func TestHistoryOverTheLimitIsCut(t *testing.T) {
	for _, test := range []struct{ limit, want int }{{300, 300}, {7, 7}, {1000, 400}, {0, 400}} {
		s := recoveryServer(t, func(c *config) { c.Client.HistoryMaxPublicationLimit = test.limit })
		s.publishMany("recovered:x", 400)
		c := s.connect(fields{"sub": "42"})
		c.send(`{"id":2,"history":{"channel":"recovered:x","limit":-1}}`)
		if got := strings.Count(c.next(), `"data":`); got != test.want {
			t.Errorf("limit %d: %d publications, want %d", test.limit, got, test.want)
		}
	}
}

func TestPositioningOnlyIsNotRecovery(t *testing.T) {
	s := recoveryServer(t)
	s.publishMany("positioned:x", 2)
	c := s.connect(fields{"sub": "42"})
	c.ask(`{"id":2,"subscribe":{"channel":"positioned:x"}}`,
		`{"id":2,"subscribe":{"epoch":"`+s.epoch("positioned:x")+`","offset":2,"positioned":true}}`)
}

func TestPositioningWithoutHistory(t *testing.T) {
	c := recoveryServer(t).connect(fields{"sub": "42"})
	c.send(`{"id":2,"subscribe":{"channel":"empty:x"}}`)
	if reply := c.next(); !strings.Contains(reply, `"positioned":true`) || strings.Contains(reply, `"offset"`) {
		t.Fatal(reply)
	}
}

func TestCacheModeRecoversTheLatestOnly(t *testing.T) {
	s := recoveryServer(t)
	for _, test := range []struct{ channel, subscribe string }{
		{"cached:x", `"recover":true`}, {"caught:x", `"recover":false`},
	} {
		s.publishMany(test.channel, 3)
		c := s.connect(fields{"sub": "42"})
		c.send(`{"id":2,"subscribe":{"channel":"` + test.channel + `",` + test.subscribe + `}}`)
		reply := c.next()
		if !strings.Contains(reply, `"publications":[{"data":1,"offset":3`) || strings.Count(reply, `"data":`) != 1 {
			t.Errorf("%s: %s", test.channel, reply)
		}
	}
}

// A publication of several MB reaches a client whose queue is large enough.
func TestLargePublication(t *testing.T) {
	const size = 5 << 20
	s := start(t, func(c *config) { c.Client.QueueMaxSize = 2 * size })
	c := s.connect(fields{"sub": "42", "channels": []string{"news"}})
	c.socket.SetReadLimit(-1)
	if got := s.post("publish", `{"channel":"news","data":"`+strings.Repeat("x", size)+`"}`); got != `200 {"result":{}}` {
		t.Fatalf("%.100s", got)
	}
	if message := c.next(); len(message) < size || !strings.HasPrefix(message, `{"push":{"channel":"news","pub":{"data":"xxx`) {
		t.Fatalf("%.100s", message)
	}
}

func TestPersonalChannel(t *testing.T) {
	for _, test := range []struct{ namespace, channel string }{
		{"", "#42"}, {"chat", "chat:#42"},
	} {
		s := start(t, func(c *config) {
			c.Client.SubscribeToUserPersonalChannel = personalChannelConfig{Enabled: true, Namespace: test.namespace}
			c.Client.AllowAnonymousConnectWithoutToken = true
		})
		c := s.connect(fields{"sub": "42"})
		if got := s.post("channels", `{}`); got != `200 {"result":{"channels":{"`+test.channel+`":{"num_clients":1}}}}` {
			t.Fatal(got)
		}
		c.send(`{"id":2,"refresh":{"token":"` + mint(fields{"sub": "42", "exp": fromNow(time.Hour)}) + `"}}`)
		for {
			if message := c.next(); strings.HasPrefix(message, `{"id":2,"refresh":{"expires":true`) {
				break
			}
		}
		nobody := s.dial()
		nobody.send(`{"id":1,"connect":{}}`)
		if reply := nobody.next(); strings.Contains(reply, "subs") {
			t.Fatal(reply)
		}
	}
}
