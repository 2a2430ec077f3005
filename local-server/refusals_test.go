// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

func TestRefusedTokens(t *testing.T) {
	s := start(t)
	valid := mint(fields{"sub": "42"})
	for name, token := range map[string]string{
		"bad signature":            mintWith("HS256", "other", fields{"sub": "42"}),
		"garbage":                  "garbage",
		"two parts":                valid[:strings.LastIndexByte(valid, '.')],
		"four parts":               valid + ".x",
		"no signature":             valid[:strings.LastIndexByte(valid, '.')+1],
		"alg none":                 mintWith("none", "", fields{"sub": "42"}),
		"unknown alg":              mintWith("RS256", testSecret, fields{"sub": "42"}),
		"numeric sub":              mint(fields{"sub": 42}),
		"channel claim":            mint(fields{"sub": "42", "channel": "news"}),
		"exp is a word":            mint(fields{"sub": "42", "exp": "tomorrow"}),
		"channels is a string":     mint(fields{"sub": "42", "channels": "news"}),
		"expired and wrong secret": mintWith("HS256", "other", fields{"sub": "42", "exp": 1}),
		"claims are no object":     mintClaims(`"42"`),
	} {
		t.Run(name, func(t *testing.T) {
			c := s.in(t).dial()
			c.send(`{"id":1,"connect":{"token":"` + token + `"}}`)
			c.expectClose(3500, "invalid token")
		})
	}
}

func TestConnectErrors(t *testing.T) {
	const expired = `{"id":1,"error":{"code":109,"message":"token expired"}}`
	s := start(t)
	for name, test := range map[string]struct {
		claims fields
		want   string
	}{
		"exp in the past":             {fields{"sub": "42", "exp": fromNow(-time.Minute)}, expired},
		"exp zero":                    {fields{"sub": "42", "exp": 0}, expired},
		"exp with a fraction":         {fields{"sub": "42", "exp": 1.5}, expired},
		"nbf in the future":           {fields{"sub": "42", "nbf": fromNow(time.Minute)}, expired},
		"channel of no namespace":     {fields{"sub": "42", "channels": []string{"nope:x"}}, `{"id":1,"error":{"code":102,"message":"unknown channel"}}`},
		"sub-claim of no namespace":   {fields{"sub": "42", "subs": fields{"nope:x": fields{}}}, `{"id":1,"error":{"code":102,"message":"unknown channel"}}`},
		"b64info that is not base64 ": {fields{"sub": "42", "b64info": "*"}, `{"id":1,"error":{"code":100,"message":"internal server error","temporary":true}}`},
	} {
		t.Run(name, func(t *testing.T) {
			s.in(t).dial().ask(`{"id":1,"connect":{"token":"`+mint(test.claims)+`"}}`, test.want)
		})
	}
}

func TestOtherHMACAlgorithms(t *testing.T) {
	s := start(t)
	for _, algorithm := range []string{"HS384", "HS512"} {
		c := s.dial()
		c.send(`{"id":1,"connect":{"token":"` + mintWith(algorithm, testSecret, fields{"sub": "42"}) + `"}}`)
		c.learnID(c.next())
	}
}

func TestWithoutKeyNoTokenIsValid(t *testing.T) {
	s := start(t, func(c *config) { c.Client.Token.HMACSecretKey = "" })
	c := s.dial()
	c.send(`{"id":1,"connect":{"token":"` + mintWith("HS256", "", fields{"sub": "42"}) + `"}}`)
	c.expectClose(3500, "invalid token")
}

func TestClosedForBadRequests(t *testing.T) {
	s := start(t)
	t.Run("no token", func(t *testing.T) {
		c := s.in(t).dial()
		c.send(`{"id":1,"connect":{}}`)
		c.expectClose(3501, "bad request")
	})
	t.Run("subscribe before connect", func(t *testing.T) {
		c := s.in(t).dial()
		c.send(`{"id":1,"subscribe":{"channel":"x"}}`)
		c.expectClose(3501, "bad request")
	})
	t.Run("token channel asked for by the client is unknown", func(t *testing.T) {
		c := s.in(t).dial()
		c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42"}) + `","subs":{"nope:x":{}}}}`)
		c.expectClose(3501, "bad request")
	})
	for name, command := range map[string]string{
		"second connect":    `{"id":2,"connect":{"token":"` + mint(fields{"sub": "42"}) + `"}}`,
		"pong without ping": `{}`,
		"not JSON":          `{`,
		"refresh of nobody": `{"id":2,"refresh":{}}`,
		"empty channel":     `{"id":2,"subscribe":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			c := s.in(t).connect(fields{"sub": "42"})
			c.send(command)
			c.expectClose(3501, "bad request")
		})
	}
	t.Run("send", func(t *testing.T) {
		c := s.in(t).connect(fields{"sub": "42"})
		c.send(`{"send":{"data":{}}}`)
		c.expectClose(3508, "not available")
	})
	t.Run("message too big", func(t *testing.T) {
		c := s.in(t).connect(fields{"sub": "42"})
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		writer, err := c.socket.Writer(ctx, websocket.MessageText)
		if err != nil {
			t.Fatal(err)
		}
		// In two parts, so that the server has read all when it closes.
		for _, size := range []int{defaultConfig().WebSocket.MessageSizeLimit, 1} {
			if _, err := writer.Write(bytes.Repeat([]byte(" "), size)); err != nil {
				t.Fatal(err)
			}
		}
		_ = writer.Close()
		c.expectClose(1009, "")
	})
	t.Run("binary payload to a JSON client", func(t *testing.T) {
		c := s.in(t).connect(fields{"sub": "42", "channels": []string{"news"}})
		s.in(t).post("publish", `{"channel":"news","b64data":"AAEC"}`)
		c.expectClose(3506, "inappropriate protocol")
	})
}

func TestCommandErrors(t *testing.T) {
	s := start(t)
	const (
		unknown      = `"error":{"code":102,"message":"unknown channel"}}`
		denied       = `"error":{"code":103,"message":"permission denied"}}`
		badRequest   = `"error":{"code":107,"message":"bad request"}}`
		notAvailable = `"error":{"code":108,"message":"not available"}}`
	)
	for name, test := range map[string]struct{ command, want string }{
		"unknown namespace":              {`"subscribe":{"channel":"nope:x"}`, unknown},
		"closed namespace":               {`"subscribe":{"channel":"locked:x"}`, denied},
		"private without token":          {`"subscribe":{"channel":"$x"}`, denied},
		"channel of another user":        {`"subscribe":{"channel":"chat:dm#43"}`, denied},
		"a part of the own name":         {`"subscribe":{"channel":"chat:dm#4"}`, denied},
		"only after the last boundary":   {`"subscribe":{"channel":"chat:dm#42#43"}`, denied},
		"map subscription":               {`"subscribe":{"channel":"chat:x","type":1}`, denied},
		"channel not ASCII":              {`"subscribe":{"channel":"ü"}`, badRequest},
		"channel too long":               {`"subscribe":{"channel":"` + strings.Repeat("x", 256) + `"}`, badRequest},
		"publish":                        {`"publish":{"channel":"news","data":{}}`, denied},
		"publish without subscription":   {`"publish":{"channel":"chat:x","data":{}}`, denied},
		"publish to unknown":             {`"publish":{"channel":"nope:x","data":{}}`, unknown},
		"presence is off":                {`"presence":{"channel":"news"}`, notAvailable},
		"presence_stats is off":          {`"presence_stats":{"channel":"news"}`, notAvailable},
		"presence without subscription":  {`"presence":{"channel":"chat:x"}`, denied},
		"presence_stats of unknown":      {`"presence_stats":{"channel":"nope:x"}`, unknown},
		"history is off":                 {`"history":{"channel":"news"}`, notAvailable},
		"history without a right":        {`"history":{"channel":"locked:x"}`, denied},
		"history without a subscription": {`"history":{"channel":"chat:x"}`, denied},
		"rpc":                            {`"rpc":{"method":"x"}`, notAvailable},
	} {
		t.Run(name, func(t *testing.T) {
			c := s.in(t).connect(fields{"sub": "42"})
			c.ask(`{"id":2,`+test.command+`}`, `{"id":2,`+test.want)
		})
	}
	if strings.Contains(s.log.String(), `{`) {
		t.Errorf("the log holds commands:\n%s", s.log)
	}
}

func TestUserLimitedChannel(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42"})
	c.send(`{"id":2,"subscribe":{"channel":"chat:dm#42,43"}}`)
	want := `{"id":2,"subscribe":{"recoverable":true,"epoch":"` + s.epoch("chat:dm#42,43") + `","positioned":true}}`
	c.expect(want)
	// Without the option the boundary is a character like any other.
	c.send(`{"id":3,"subscribe":{"channel":"dm#43"}}`)
	c.next() // the own join of the first
	c.expect(`{"id":3,"subscribe":{}}`)
}

func TestAnonymousMayNotSubscribe(t *testing.T) {
	s := start(t)
	c := s.connect(fields{})
	c.ask(`{"id":2,"subscribe":{"channel":"news"}}`, `{"id":2,"error":{"code":103,"message":"permission denied"}}`)
	c.ask(`{"id":3,"subscribe":{"channel":"chat:dm#43"}}`, `{"id":3,"error":{"code":103,"message":"permission denied"}}`)
}

func TestAnonymousWhereAllowed(t *testing.T) {
	s := start(t, func(c *config) {
		c.Client.AllowAnonymousConnectWithoutToken = true
		options := channelOptions{
			Presence: true, HistorySize: 10, HistoryTTL: duration(1e12),
			AllowSubscribeForClient: true, AllowPublishForClient: true, AllowPresenceForClient: true, AllowHistoryForClient: true,
			AllowSubscribeForAnonymous: true, AllowPublishForAnonymous: true, AllowPresenceForAnonymous: true, AllowHistoryForAnonymous: true,
		}
		c.Channel.Namespaces = append(c.Channel.Namespaces, namespaceConfig{"open", options})
	})
	for name, connect := range map[string]string{"no token": `{}`, "no sub": `{"token":"` + mint(fields{}) + `"}`} {
		t.Run(name, func(t *testing.T) {
			c := s.in(t).dial()
			c.send(`{"id":1,"connect":` + connect + `}`)
			c.learnID(c.next())
			channel := "open:" + c.id
			c.ask(`{"id":2,"subscribe":{"channel":"`+channel+`"}}`, `{"id":2,"subscribe":{}}`)
			c.send(`{"id":3,"publish":{"channel":"` + channel + `","data":1}}`)
			push := c.next()
			if want := `{"push":{"channel":"` + channel + `","pub":{"data":1,"info":{"user":"","client":"` + c.id + `"},"offset":1`; !strings.HasPrefix(push, want) {
				t.Fatalf("\n got %s\nwant %s…", push, want)
			}
			c.expect(`{"id":3,"publish":{}}`)
			c.ask(`{"id":4,"presence_stats":{"channel":"`+channel+`"}}`, `{"id":4,"presence_stats":{"num_clients":1,"num_users":1}}`)
			c.send(`{"id":5,"history":{"channel":"` + channel + `"}}`)
			if got := c.next(); !strings.HasPrefix(got, `{"id":5,"history":`) {
				t.Fatal(got)
			}
			c.ask(`{"id":6,"subscribe":{"channel":"news"}}`, `{"id":6,"error":{"code":103,"message":"permission denied"}}`)
		})
	}
}

func TestServerTime(t *testing.T) {
	s := start(t, func(c *config) { c.Client.ConnectIncludeServerTime = true })
	c := s.dial()
	c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42"}) + `"}}`)
	if got := c.next(); !strings.Contains(got, `,"time":1`) {
		t.Fatal(got)
	}
}

func TestAlreadySubscribedAndChannelLimit(t *testing.T) {
	s := start(t, func(c *config) { c.Client.ChannelLimit = 1 })
	c := s.connect(fields{"sub": "42"})
	c.ask(`{"id":2,"subscribe":{"channel":"a"}}`, `{"id":2,"subscribe":{}}`)
	c.ask(`{"id":3,"subscribe":{"channel":"a"}}`, `{"id":3,"error":{"code":105,"message":"already subscribed"}}`)
	c.ask(`{"id":4,"subscribe":{"channel":"b"}}`, `{"id":4,"error":{"code":106,"message":"limit exceeded"}}`)
}

func TestPublishForClient(t *testing.T) {
	s := start(t, func(c *config) { c.Channel.WithoutNamespace.AllowPublishForClient = true })
	c := s.connect(fields{"sub": "42"})
	c.ask(`{"id":2,"publish":{"channel":"x","data":1}}`, `{"id":2,"publish":{}}`)
	c.ask(`{"id":3,"publish":{"channel":"x"}}`, `{"id":3,"error":{"code":107,"message":"bad request"}}`)
}

func TestPing(t *testing.T) {
	s := start(t, func(c *config) {
		c.Client.PingInterval, c.Client.PongTimeout = duration(time.Second), duration(200*time.Millisecond)
	})
	c := s.connect(fields{"sub": "42"})
	c.ask(`{"id":2,"subscribe":{"channel":"a"}}`, `{"id":2,"subscribe":{}}`)
	c.expect(`{}`)
	c.send(`{}`) // answered: the connection stays for the next ping
	c.expect(`{}`)
	c.expectClose(3012, "no pong")
}

func TestStale(t *testing.T) {
	s := start(t, func(c *config) { c.Client.StaleCloseDelay = duration(50 * time.Millisecond) })
	s.dial().expectClose(3502, "stale")
}

func TestExpiredConnectionIsClosed(t *testing.T) {
	s := start(t, func(c *config) { c.Client.ExpiredCloseDelay = duration(10 * time.Millisecond) })
	s.connect(fields{"sub": "42", "exp": fromNow(2 * time.Second)}).expectClose(3005, "connection expired")
}

func TestRefresh(t *testing.T) {
	s := start(t)
	claims := fields{"sub": "42", "exp": fromNow(time.Minute), "channels": []string{"news"}}
	t.Run("prolongs", func(t *testing.T) {
		c := s.in(t).connect(claims)
		c.ask(`{"id":2,"refresh":{"token":"`+mint(fields{"sub": "42", "expire_at": 0, "channels": []string{"news"}})+`"}}`, `{"id":2,"refresh":{}}`)
		c.send(`{"id":3,"refresh":{"token":"` + mint(fields{"sub": "42", "exp": fromNow(time.Minute), "channels": []string{"news"}}) + `"}}`)
		if got := c.next(); got != `{"id":3,"refresh":{"expires":true,"ttl":60}}` && got != `{"id":3,"refresh":{"expires":true,"ttl":59}}` {
			t.Fatal(got)
		}
	})
	for name, test := range map[string]struct {
		token  string
		code   int
		reason string
	}{
		"expired token":  {mint(fields{"sub": "42", "exp": 1, "channels": []string{"news"}}), 3005, "connection expired"},
		"another user":   {mint(fields{"sub": "43", "exp": fromNow(time.Minute), "channels": []string{"news"}}), 3500, "invalid token"},
		"wrong secret":   {mintWith("HS256", "other", claims), 3500, "invalid token"},
		"more channels":  {mint(fields{"sub": "42", "channels": []string{"news", "more"}}), 3010, "insufficient state"},
		"fewer channels": {mint(fields{"sub": "42"}), 3010, "insufficient state"},
	} {
		t.Run(name, func(t *testing.T) {
			c := s.in(t).connect(claims)
			c.send(`{"id":2,"refresh":{"token":"` + test.token + `"}}`)
			c.expectClose(test.code, test.reason)
		})
	}
}

func TestOrigin(t *testing.T) {
	s := start(t)
	for origin, status := range map[string]int{
		"http://localhost:3000": http.StatusSwitchingProtocols,
		"http://evil.example":   http.StatusForbidden,
		s.ready().APIURL:        http.StatusForbidden,
	} {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		socket, response, err := websocket.Dial(ctx, s.ready().WSURL, &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {origin}}})
		if response == nil || response.StatusCode != status {
			t.Errorf("%s: %v %v, want status %d", origin, response, err, status)
		}
		if err == nil {
			_ = socket.CloseNow()
		}
		cancel()
	}
}

func TestShutdownTellsTheClient(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42"})
	go s.shutdown()
	c.expectClose(3001, "shutdown")
}
