// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"testing"
	"time"
)

func TestSubscribeByTheAPI(t *testing.T) {
	s := start(t)
	c, other := s.connect(fields{"sub": "42"}), s.connect(fields{"sub": "42"})
	s.post("publish", `{"channel":"quiet:q","data":1}`)
	s.post("publish", `{"channel":"quiet:q","data":2}`)
	epoch := s.epoch("quiet:q")
	for _, step := range []struct{ body, push string }{
		{`{"user":"42","channel":"news","data":{"w":1},"client":"` + c.id + `"}`, `"channel":"news","subscribe":{"data":{"w":1}}`},
		{`{"user":"42","channel":"$private","b64data":"eyJ3IjoxfQ==","client":"` + c.id + `"}`, `"channel":"$private","subscribe":{"data":{"w":1}}`},
		{`{"user":"42","channel":"quiet:q","client":"` + c.id + `"}`, `"channel":"quiet:q","subscribe":{"recoverable":true,"epoch":"` + epoch + `","offset":2,"positioned":true}`},
		{`{"user":"42","channel":"quiet:r","override":{"force_recovery":{"value":false}},"client":"` + c.id + `"}`, `"channel":"quiet:r","subscribe":{}`},
		{`{"user":"nobody","channel":"news"}`, ``},
		{`{"user":"42","channel":"news","client":"other"}`, ``},
		{`{"user":"42","channel":"news","session":"other"}`, ``},
	} {
		if got := s.post("subscribe", step.body); got != `200 {"result":{}}` {
			t.Fatalf("%s\n got %s", step.body, got)
		}
		if step.push != "" {
			c.expect(`{"push":{` + step.push + `}}`)
		}
	}
	other.ask(`{"id":2,"subscribe":{"channel":"news"}}`, `{"id":2,"subscribe":{}}`) // was not meant
}

func TestSubscribeByTheAPITakesAPositionAndShowsInfo(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42"})
	s.post("publish", `{"channel":"chat:q","data":1}`)
	epoch := s.epoch("chat:q")
	s.post("publish", `{"channel":"chat:q","data":2}`)
	s.post("subscribe", fmt.Sprintf(`{"user":"42","channel":"chat:q","info":{"role":"x"},"recover_since":{"offset":1,"epoch":"%s"},
		"override":{"force_push_join_leave":{"value":false}}}`, epoch))
	push := `{"push":{"channel":"chat:q",`
	// It tells the position that was asked for, but brings nothing of the history.
	c.expect(push + `"subscribe":{"recoverable":true,"epoch":"` + epoch + `","offset":1,"positioned":true}}}`)
	want := `200 {"result":{"presence":{"` + c.id + `":{"user":"42","client":"` + c.id + `","chan_info":{"role":"x"}}}}}`
	if got := s.post("presence", `{"channel":"chat:q"}`); got != want {
		t.Fatalf("\n got %s\nwant %s", got, want)
	}
	s.post("publish", `{"channel":"chat:q","data":3}`)
	c.expect(push + `"pub":{"data":3,"offset":3}}}`)
}

func TestSubscribeByTheAPIOnceMoreIsPushedAgain(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42"})
	c.ask(`{"id":2,"subscribe":{"channel":"news"}}`, `{"id":2,"subscribe":{}}`)
	for range 2 {
		if got := s.post("subscribe", `{"user":"42","channel":"news"}`); got != `200 {"result":{}}` {
			t.Fatal(got)
		}
		c.expect(`{"push":{"channel":"news","subscribe":{}}}`)
	}
	s.post("publish", `{"channel":"news","data":1}`)
	c.expect(`{"push":{"channel":"news","pub":{"data":1}}}`)
}

func TestRefreshByTheAPI(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42"})
	push := `{"push":{"refresh":{`
	refresh := func(body string) {
		t.Helper()
		if got := s.post("refresh", body); got != `200 {"result":{}}` {
			t.Fatal(got)
		}
	}
	refresh(fmt.Sprintf(`{"user":"42","expire_at":%d,"info":{"name":"Ann"}}`, fromNow(time.Minute)))
	if got := c.next(); got != push+`"expires":true,"ttl":60}}}` && got != push+`"expires":true,"ttl":59}}}` {
		t.Fatal(got)
	}
	c.send(`{"id":2,"subscribe":{"channel":"chat:room"}}`)
	c.next()
	c.expect(`{"push":{"channel":"chat:room","join":{"info":{"user":"42","client":"` + c.id + `","conn_info":{"name":"Ann"}}}}}`)
	refresh(`{"user":"42"}`)
	c.expect(`{"push":{"refresh":{}}}`) // never expires
	refresh(`{"user":"42","client":"other","expired":true}`)
	c.ask(`{"id":3,"unsubscribe":{"channel":"none"}}`, `{"id":3,"unsubscribe":{}}`)
	refresh(`{"user":"42","expired":true}`)
	c.expectClose(3005, "connection expired")
}

// A refreshed token is compared with the channels of the first one, not with
// what the API has added since.
func TestRefreshIgnoresSubscriptionsOfTheAPI(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42", "channels": []string{"news"}})
	s.post("subscribe", `{"user":"42","channel":"more"}`)
	c.expect(`{"push":{"channel":"more","subscribe":{}}}`)
	c.ask(`{"id":2,"refresh":{"token":"`+mint(fields{"sub": "42", "channels": []string{"news"}})+`"}}`, `{"id":2,"refresh":{}}`)
}
