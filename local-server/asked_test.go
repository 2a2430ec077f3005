// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"encoding/json"
	"slices"
	"testing"
)

// What a client may ask for where the namespace does not force it.

func askable(c *config) {
	options := channelOptions{
		Presence: true, JoinLeave: true, HistorySize: 10, HistoryTTL: duration(1e12), AllowSubscribeForClient: true,
	}
	c.Channel.Namespaces = append(c.Channel.Namespaces, namespaceConfig{"refused", options})
	options.AllowPresenceForSubscriber, options.AllowHistoryForSubscriber = true, true
	c.Channel.Namespaces = append(c.Channel.Namespaces, namespaceConfig{"granted", options})
}

func TestClientAsksForPositioningRecoveryAndJoinLeave(t *testing.T) {
	s := start(t, askable)
	epoch := s.epoch("granted:x")
	for name, test := range map[string]struct{ wish, granted string }{
		"positioned":  {`"positioned":true`, `"epoch":"` + epoch + `","positioned":true`},
		"recoverable": {`"recoverable":true`, `"recoverable":true,"epoch":"` + epoch + `","positioned":true`},
		"nothing":     {`"type":0`, ``},
	} {
		t.Run(name, func(t *testing.T) {
			c := s.in(t).connect(fields{"sub": "42"})
			c.ask(`{"id":2,"subscribe":{"channel":"granted:x",`+test.wish+`}}`, `{"id":2,"subscribe":{`+test.granted+`}}`)
			c.ask(`{"id":3,"subscribe":{"channel":"refused:x",`+test.wish+`}}`, `{"id":3,"subscribe":{}}`)
		})
	}
	t.Run("join_leave", func(t *testing.T) {
		c := s.in(t).connect(fields{"sub": "42"})
		c.ask(`{"id":2,"subscribe":{"channel":"granted:y","join_leave":true}}`, `{"id":2,"subscribe":{}}`,
			`{"push":{"channel":"granted:y","join":{"info":{"user":"42","client":"`+c.id+`"}}}}`)
		c.ask(`{"id":3,"subscribe":{"channel":"refused:y","join_leave":true}}`, `{"id":3,"subscribe":{}}`)
		c.ask(`{"id":4,"unsubscribe":{"channel":"none"}}`, `{"id":4,"unsubscribe":{}}`) // no join before it
	})
}

// connectedTo lists the server-side subscriptions of a connect reply.
func connectedTo(t *testing.T, c *testClient, connect string) []string {
	t.Helper()
	c.send(`{"id":1,"connect":` + connect + `}`)
	var reply struct {
		Connect struct {
			Subs map[string]json.RawMessage `json:"subs"`
		} `json:"connect"`
	}
	message := c.next()
	if err := json.Unmarshal([]byte(message), &reply); err != nil {
		t.Fatal(err)
	}
	c.learnID(message)
	var channels []string
	for channel := range reply.Connect.Subs {
		channels = append(channels, channel)
	}
	slices.Sort(channels)
	return channels
}

func TestConnectAddsOnlyChannelsTheClientMayJoin(t *testing.T) {
	s := start(t)
	got := connectedTo(t, s.dial(), `{"token":"`+mint(fields{"sub": "42", "channels": []string{"locked:token"}})+
		`","subs":{"news":{},"locked:token":{},"locked:x":{},"$private":{},"chat:dm#42":{},"chat:dm#43":{},"ü":{}}}`)
	if want := []string{"chat:dm#42", "locked:token", "news"}; !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func TestServerSideSubscriptionRecovers(t *testing.T) {
	s := start(t)
	s.post("publish", `{"channel":"quiet:q","data":1}`)
	s.post("publish", `{"channel":"quiet:q","data":2}`)
	epoch := s.epoch("quiet:q")
	c := s.dial()
	c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42", "channels": []string{"quiet:q"}}) +
		`","subs":{"quiet:q":{"recover":true,"offset":1,"epoch":"` + epoch + `"}}}}`)
	reply := c.next()
	c.learnID(reply)
	want := `{"id":1,"connect":{"client":"` + c.id + `","version":"` + engineVersion + `","subs":{"quiet:q":{"recoverable":true,"epoch":"` + epoch +
		`","publications":[{"data":2,"offset":2}],"recovered":true,"offset":1,"positioned":true,"was_recovering":true}},"ping":25,"pong":true}}`
	if reply != want {
		t.Fatalf("\n got %s\nwant %s", reply, want)
	}
}

func TestCommandsMayFollowConnectInOneFrame(t *testing.T) {
	s := start(t)
	c := s.dial()
	c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42"}) + `"}}` + "\n" + `{"id":2,"subscribe":{"channel":"a"}}` + "\n")
	c.learnID(c.next())
	c.expect(`{"id":2,"subscribe":{}}`)
}

func TestBackfillOfTheWholeStream(t *testing.T) {
	s := start(t)
	s.post("publish", `{"channel":"quiet:q","data":1,"tags":{"k":"v"}}`)
	epoch := s.epoch("quiet:q")
	s.connect(fields{"sub": "42"}).ask(`{"id":2,"subscribe":{"channel":"quiet:q","recover":true}}`,
		`{"id":2,"subscribe":{"recoverable":true,"epoch":"`+epoch+`","publications":[{"data":1,"offset":1,"tags":{"k":"v"},"epoch":"`+epoch+`"}],"recovered":true,"positioned":true,"was_recovering":true}}`)
}
