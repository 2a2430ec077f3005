// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"strings"
	"testing"
	"time"
)

// subscribeWith is a subscribe command with a token.
func subscribeWith(channel, token string) string {
	return `{"id":2,"subscribe":{"channel":"` + channel + `","token":"` + token + `"}}`
}

func TestSubscriptionTokenOpensAPrivateChannel(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42"})
	for name, test := range map[string]struct {
		channel string
		claims  fields
		want    string
	}{
		"private":            {"$x", fields{}, `{}`},
		"other claims":       {"$y", fields{"iat": 1, "jti": "x", "iss": "me", "aud": "all", "client": c.id}, `{}`},
		"ordinary channel":   {"x", fields{}, `{}`},
		"somebody else's":    {"$dm#43", fields{}, `{}`},
		"closed namespace":   {"locked:x", fields{}, `{}`},
		"exp":                {"$exp", fields{"exp": fromNow(time.Hour)}, `{"expires":true,"ttl":3600}`},
		"expire_at is later": {"$later", fields{"exp": fromNow(time.Minute), "expire_at": fromNow(time.Hour)}, `{"expires":true,"ttl":3600}`},
		"expire_at is never": {"$never", fields{"exp": fromNow(time.Minute), "expire_at": 0}, `{}`},
		"data":               {"$data", fields{"data": fields{"a": 1}}, `{"data":{"a":1}}`},
		"data in base64":     {"$b64", fields{"b64data": "eyJhIjoxfQ=="}, `{"data":{"a":1}}`},
	} {
		t.Run(name, func(t *testing.T) {
			c.t = t
			test.claims["sub"], test.claims["channel"] = "42", test.channel
			c.send(subscribeWith(test.channel, mint(test.claims)))
			want := `{"id":2,"subscribe":` + test.want + `}`
			// The second may have changed since the token was made.
			if got := c.next(); got != want && got != strings.Replace(want, "3600", "3599", 1) {
				t.Fatalf("\n got %s\nwant %s", got, want)
			}
		})
	}
}

func TestSubscriptionTokenOverridesTheNamespace(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42"})
	token := mint(fields{"sub": "42", "channel": "chat:mine", "info": fields{"role": "x"}, "override": fields{
		"force_push_join_leave": fields{"value": false}, "force_recovery": fields{"value": false},
	}})
	c.ask(subscribeWith("chat:mine", token), `{"id":2,"subscribe":{}}`)
	want := `200 {"result":{"presence":{"` + c.id + `":{"user":"42","client":"` + c.id + `","chan_info":{"role":"x"}}}}}`
	if got := s.post("presence", `{"channel":"chat:mine"}`); got != want {
		t.Fatalf("\n got %s\nwant %s", got, want)
	}
}

func TestRefusedSubscriptionTokens(t *testing.T) {
	s := start(t)
	const (
		denied  = `{"id":2,"error":{"code":103,"message":"permission denied"}}`
		expired = `{"id":2,"error":{"code":109,"message":"token expired"}}`
	)
	for name, test := range map[string]struct{ token, want string }{
		"bad signature":            {mintWith("HS256", "other", fields{"sub": "42", "channel": "$x"}), denied},
		"garbage":                  {"garbage", denied},
		"alg none":                 {mintWith("none", "", fields{"sub": "42", "channel": "$x"}), denied},
		"numeric sub":              {mint(fields{"sub": 42, "channel": "$x"}), denied},
		"a connection token":       {mint(fields{"sub": "42"}), denied},
		"b64info not base64":       {mint(fields{"sub": "42", "channel": "$x", "b64info": "*"}), denied},
		"expired":                  {mint(fields{"sub": "42", "channel": "$x", "exp": 1}), expired},
		"from the future":          {mint(fields{"sub": "42", "channel": "$x", "nbf": fromNow(time.Minute)}), expired},
		"expired and wrong secret": {mintWith("HS256", "other", fields{"sub": "42", "channel": "$x", "exp": 1}), denied},
	} {
		t.Run(name, func(t *testing.T) {
			c := s.in(t).connect(fields{"sub": "42"})
			c.ask(subscribeWith("$x", test.token), test.want)
			c.ask(`{"id":3,"subscribe":{"channel":"news"}}`, `{"id":3,"subscribe":{}}`) // the connection lives
		})
	}
	for name, claims := range map[string]fields{
		"another user":       {"sub": "43", "channel": "$x"},
		"no user":            {"channel": "$x"},
		"another channel":    {"sub": "42", "channel": "$y"},
		"another connection": {"sub": "42", "channel": "$x", "client": "00000000-0000-0000-0000-000000000000"},
	} {
		t.Run(name, func(t *testing.T) {
			c := s.in(t).connect(fields{"sub": "42"})
			c.send(subscribeWith("$x", mint(claims)))
			c.expectClose(3500, "invalid token")
		})
	}
}

func TestSubscriptionTokenWithAKeyOfItsOwn(t *testing.T) {
	const secret = "canary-subscription-secret"
	s := start(t, func(c *config) {
		c.Client.SubscriptionToken.Enabled, c.Client.SubscriptionToken.HMACSecretKey = true, secret
	})
	c := s.connect(fields{"sub": "42"})
	claims := fields{"sub": "42", "channel": "$x"}
	c.ask(subscribeWith("$x", mint(claims)), `{"id":2,"error":{"code":103,"message":"permission denied"}}`)
	c.ask(subscribeWith("$x", mintWith("HS256", secret, claims)), `{"id":2,"subscribe":{}}`)
}

func TestSubRefresh(t *testing.T) {
	s := start(t)
	open := func(t *testing.T) *testClient {
		c := s.in(t).connect(fields{"sub": "42"})
		c.send(subscribeWith("$x", mint(fields{"sub": "42", "channel": "$x", "exp": fromNow(time.Hour)})))
		c.next()
		return c
	}
	refreshWith := func(channel, token string) string {
		return `{"id":3,"sub_refresh":{"channel":"` + channel + `","token":"` + token + `"}}`
	}
	t.Run("prolongs", func(t *testing.T) {
		c := open(t)
		c.send(refreshWith("$x", mint(fields{"sub": "42", "channel": "$x", "exp": fromNow(time.Minute)})))
		if got := c.next(); got != `{"id":3,"sub_refresh":{"expires":true,"ttl":60}}` && got != `{"id":3,"sub_refresh":{"expires":true,"ttl":59}}` {
			t.Fatal(got)
		}
		c.ask(refreshWith("$x", mint(fields{"sub": "42", "channel": "$x"})), `{"id":3,"sub_refresh":{}}`)
	})
	t.Run("expired", func(t *testing.T) { // as if it never expired again
		open(t).ask(refreshWith("$x", mint(fields{"sub": "42", "channel": "$x", "exp": 1})), `{"id":3,"sub_refresh":{}}`)
	})
	t.Run("not subscribed", func(t *testing.T) {
		open(t).ask(refreshWith("$y", mint(fields{"sub": "42", "channel": "$y"})), `{"id":3,"error":{"code":103,"message":"permission denied"}}`)
	})
	t.Run("no token", func(t *testing.T) {
		open(t).ask(`{"id":3,"sub_refresh":{"channel":"$x"}}`, `{"id":3,"error":{"code":107,"message":"bad request"}}`)
	})
	t.Run("of a server-side subscription", func(t *testing.T) {
		c := s.in(t).connect(fields{"sub": "42", "channels": []string{"news"}})
		c.send(refreshWith("news", mint(fields{"sub": "42", "channel": "news"})))
		c.expectClose(3501, "bad request")
	})
	for name, test := range map[string]struct {
		token  string
		code   int
		reason string
	}{
		"another user":    {mint(fields{"sub": "43", "channel": "$x"}), 3500, "invalid token"},
		"another channel": {mint(fields{"sub": "42", "channel": "$y"}), 3500, "invalid token"},
		"wrong secret":    {mintWith("HS256", "other", fields{"sub": "42", "channel": "$x"}), 3500, "invalid token"},
		"bad b64info":     {mint(fields{"sub": "42", "channel": "$x", "b64info": "*"}), 3500, "invalid token"},
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t)
			c.send(refreshWith("$x", test.token))
			c.expectClose(test.code, test.reason)
		})
	}
}

// soon makes a server notice the end of a subscription within a second or two.
func soon(c *config) {
	c.Client.PresenceUpdateInterval = duration(200 * time.Millisecond)
	c.Client.ExpiredSubCloseDelay = duration(time.Nanosecond)
}

func TestExpiredSubscriptionEnds(t *testing.T) {
	s := start(t, soon)
	c := s.connect(fields{"sub": "42"})
	c.send(subscribeWith("$x", mint(fields{"sub": "42", "channel": "$x", "exp": fromNow(2 * time.Second)})))
	c.next()
	c.expect(`{"push":{"channel":"$x","unsubscribe":{"code":2501,"reason":"subscription expired"}}}`)
}

func TestExpiredServerSideSubscriptionEnds(t *testing.T) {
	s := start(t, soon)
	c := s.connect(fields{"sub": "42"})
	s.post("subscribe", `{"user":"42","channel":"news","expire_at":`+string(mustMarshal(fromNow(2*time.Second)))+`}`)
	c.expect(`{"push":{"channel":"news","subscribe":{}}}`)
	c.expectClose(3006, "subscription expired")
}
