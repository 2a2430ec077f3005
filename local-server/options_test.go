// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

const (
	permissionDenied = `"error":{"code":103,"message":"permission denied"}}`
	badChannel       = `"error":{"code":107,"message":"bad request"}}`
)

// connectWithoutToken dials and is admitted as nobody.
func (s *testServer) connectWithoutToken() *testClient {
	s.t.Helper()
	c := s.dial()
	c.send(`{"id":1,"connect":{}}`)
	c.learnID(c.next())
	return c
}

func TestInsecureClientsMayDoEverythingButPrivateChannels(t *testing.T) {
	s := start(t, func(c *config) { c.Client.Insecure = true })
	c := s.connectWithoutToken()
	c.ask(`{"id":2,"subscribe":{"channel":"locked:x"}}`, `{"id":2,"subscribe":{}}`)
	c.ask(`{"id":3,"publish":{"channel":"locked:x","data":1}}`,
		`{"push":{"channel":"locked:x","pub":{"data":1,"info":{"user":"","client":"`+c.id+`"},"offset":1,"epoch":"`+s.epoch("locked:x")+`"}}}`, `{"id":3,"publish":{}}`)
	c.send(`{"id":4,"history":{"channel":"locked:x"}}`)
	if got := c.next(); !strings.HasPrefix(got, `{"id":4,"history":{`) {
		t.Fatal(got)
	}
	c.ask(`{"id":5,"presence_stats":{"channel":"chat:x"}}`, `{"id":5,"presence_stats":{"num_clients":0,"num_users":0}}`)
	c.ask(`{"id":6,"subscribe":{"channel":"$x"}}`, `{"id":6,`+permissionDenied)
	c.ask(`{"id":7,"subscribe":{"channel":"nope:x"}}`, `{"id":7,"error":{"code":102,"message":"unknown channel"}}`)
}

func TestInsecureConnectionsNeverExpireButTokensMustBeValid(t *testing.T) {
	s := start(t, func(c *config) { c.Client.Insecure = true })
	c := s.dial()
	c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42", "exp": fromNow(time.Minute)}) + `"}}`)
	if got := c.next(); strings.Contains(got, "expires") {
		t.Fatal(got)
	}
	other := s.dial()
	other.send(`{"id":1,"connect":{"token":"wrong"}}`)
	other.expectClose(3500, "invalid token")
}

func TestAnonymousTokensMayBeDisallowed(t *testing.T) {
	s := start(t, func(c *config) { c.Client.DisallowAnonymousConnectionTokens = true })
	c := s.dial()
	c.send(`{"id":1,"connect":{"token":"` + mint(fields{}) + `"}}`)
	c.expectClose(3507, "permission denied")
}

func TestInsecureAPINeedsNoKey(t *testing.T) {
	s := start(t, func(c *config) { c.HTTPAPI.Insecure, c.HTTPAPI.Key = true, "" })
	if got := s.request(http.MethodPost, "publish", `{"channel":"news","data":1}`, nil); got != `200 {"result":{}}` {
		t.Error(got)
	}
	if got := s.request(http.MethodGet, "publish", ``, nil); got != `405 ` {
		t.Error(got)
	}
}

func TestChannelRegex(t *testing.T) {
	s := start(t, func(c *config) {
		c.Channel.WithoutNamespace.ChannelRegex = "^[$]?[a-zé]+$"
		c.Channel.Namespaces[1].ChannelRegex = "^[0-9]+$" // quiet
	})
	c := s.connect(fields{"sub": "42", "channels": []string{"BY TOKEN"}})
	for channel, isValid := range map[string]bool{
		"news": true, "café": true, "News": false, "quiet:12": true, "quiet:room": false, "chat:é": false,
	} {
		c.send(`{"id":2,"subscribe":{"channel":"` + channel + `"}}`)
		if got := c.next(); (got == `{"id":2,`+badChannel) == isValid {
			t.Errorf("%s: %s", channel, got)
		}
	}
	c.ask(`{"id":3,"publish":{"channel":"quiet:room","data":1}}`, `{"id":3,`+badChannel)
	c.ask(`{"id":4,"presence":{"channel":"quiet:room"}}`, `{"id":4,`+badChannel)
	if got := s.post("publish", `{"channel":"News","data":1}`); got != `200 {"result":{}}` { // not for the API
		t.Error(got)
	}
}

func TestAudienceAndIssuer(t *testing.T) {
	for name, test := range map[string]struct {
		token           tokenConfig
		accepted, wrong []fields
	}{
		"audience": {tokenConfig{Audience: "app"},
			[]fields{{"aud": "app"}, {"aud": []string{"other", "app"}}},
			[]fields{{}, {"aud": "other"}, {"aud": []string{}}, {"aud": 1}, {"aud": nil}, {"aud": []any{"app", 1}}}},
		"audience_regex": {tokenConfig{AudienceRegex: "^app-"},
			[]fields{{"aud": "app-1"}, {"aud": []string{"x", "app-2"}}}, []fields{{}, {"aud": "x"}}},
		"issuer":       {tokenConfig{Issuer: "me"}, []fields{{"iss": "me"}}, []fields{{}, {"iss": "you"}, {"iss": 1}}},
		"issuer_regex": {tokenConfig{IssuerRegex: "^m"}, []fields{{"iss": "me"}}, []fields{{}, {"iss": "you"}}},
	} {
		t.Run(name, func(t *testing.T) {
			test.token.HMACSecretKey = testSecret
			s := start(t, func(c *config) {
				c.Client.Token = test.token
				c.Client.SubscriptionToken.Enabled = true
				c.Client.SubscriptionToken.tokenConfig = test.token
			}).in(t)
			accepted := test.accepted[0]
			for _, claims := range test.accepted {
				s.connect(with(claims, fields{"sub": "42"}))
				s.connect(with(accepted, fields{"sub": "42"})).ask(
					subscribeWith("$x", mint(with(claims, fields{"sub": "42", "channel": "$x"}))), `{"id":2,"subscribe":{}}`)
			}
			for _, claims := range test.wrong {
				c := s.dial()
				c.send(`{"id":1,"connect":{"token":"` + mint(with(claims, fields{"sub": "42"})) + `"}}`)
				c.expectClose(3500, "invalid token")
				s.connect(with(accepted, fields{"sub": "42"})).ask(
					subscribeWith("$x", mint(with(claims, fields{"sub": "42", "channel": "$x"}))), `{"id":2,`+permissionDenied)
			}
		})
	}
}

func with(one, other fields) fields {
	result := fields{}
	for _, part := range []fields{one, other} {
		for name, value := range part {
			result[name] = value
		}
	}
	return result
}

func TestSubscriptionTokensAreCheckedInOrder(t *testing.T) {
	s := start(t)
	for name, test := range map[string]struct {
		claims fields
		want   string
	}{
		"expired, without channel": {fields{"sub": "42", "exp": 1}, `"error":{"code":109,"message":"token expired"}}`},
		"without channel":          {fields{"sub": "42"}, permissionDenied},
		"of an unknown namespace":  {fields{"sub": "42", "channel": "nope:x"}, `"error":{"code":102,"message":"unknown channel"}}`},
		"with info that is none":   {fields{"sub": "43", "channel": "$x", "b64info": "*"}, permissionDenied},
	} {
		t.Run(name, func(t *testing.T) {
			s.in(t).connect(fields{"sub": "42"}).ask(subscribeWith("$x", mint(test.claims)), `{"id":2,`+test.want)
		})
	}
}

func TestUserLimitedChannelsForUsersWithoutName(t *testing.T) {
	s := start(t, func(c *config) { c.Client.AllowAnonymousConnectWithoutToken = true })
	s.connectWithoutToken().ask(`{"id":2,"subscribe":{"channel":"chat:x#1"}}`, `{"id":2,`+permissionDenied)
	c := s.connectWithoutToken()
	c.send(`{"id":2,"subscribe":{"channel":"chat:x#"}}`)
	if got := c.next(); !strings.HasPrefix(got, `{"id":2,"subscribe":{`) {
		t.Error(got)
	}
	c = s.dial()
	c.send(`{"id":1,"connect":{"subs":{"chat:x#":{}}}}`)
	if got := c.next(); strings.Contains(got, "chat:x#") {
		t.Error(got)
	}
}

func TestAHeaderNamesTheUserOfAClientWithoutAToken(t *testing.T) {
	const refused = `{"id":2,` + permissionDenied
	cases := []struct {
		name, user, connect, channel, answer string
		edit                                 func(*config)
	}{
		{"the header", "bob", `{}`, "chat:x#bob", `{"id":2,"subscribe":{`, func(*config) {}},
		{"another's channel", "bob", `{}`, "chat:x#eve", refused, func(*config) {}},
		{"a token goes first", "bob", `{"token":"` + mint(fields{"sub": "eve"}) + `"}`, "chat:x#bob", refused, func(*config) {}},
		{"so does being let in", "bob", `{}`, "chat:x#bob", refused, func(c *config) { c.Client.AllowAnonymousConnectWithoutToken = true }},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			s := start(t, func(c *config) { c.Client.UserIDHTTPHeader = "X-User-ID" }, test.edit)
			c := s.dialWith(http.Header{"X-User-Id": {test.user}})
			c.send(`{"id":1,"connect":` + test.connect + `}`)
			c.learnID(c.next())
			c.send(`{"id":2,"subscribe":{"channel":"` + test.channel + `"}}`)
			if got := c.next(); !strings.HasPrefix(got, test.answer) {
				t.Fatal(got)
			}
		})
	}
	t.Run("without it", func(t *testing.T) {
		s := start(t, func(c *config) { c.Client.UserIDHTTPHeader = "X-User-ID" })
		c := s.dial()
		c.send(`{"id":1,"connect":{}}`)
		c.expectClose(3501, "bad request")
	})
}
