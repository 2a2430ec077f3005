// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// The frames below were captured from Centrifugo 6.9.1; only ids, epochs and
// the version differ.

func TestConnectReply(t *testing.T) {
	s := start(t)
	c := s.dial()
	c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42"}) + `","name":"mon"}}`)
	reply := c.next()
	c.learnID(reply)
	want := `{"id":1,"connect":{"client":"` + c.id + `","version":"` + engineVersion + `","ping":25,"pong":true}}`
	if reply != want {
		t.Fatalf("\n got %s\nwant %s", reply, want)
	}
}

func TestConnectReplyOfExpiringTokenWithChannels(t *testing.T) {
	s := start(t)
	for name, claims := range map[string]fields{
		"exp":                 {"sub": "42", "exp": fromNow(600 * time.Second), "channels": []string{"news"}},
		"expire_at goes over": {"sub": "42", "exp": fromNow(time.Hour), "expire_at": fromNow(600 * time.Second), "channels": []string{"news"}},
		"subs goes over":      {"sub": "42", "exp": fromNow(600 * time.Second), "channels": []string{"nope:x"}, "subs": fields{"news": fields{}}},
		"other claims":        {"sub": "42", "exp": fromNow(600 * time.Second), "channels": []string{"news"}, "iat": 1, "jti": "x", "iss": "me", "aud": "all", "meta": fields{"a": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			c := s.in(t).dial()
			c.send(`{"id":1,"connect":{"token":"` + mint(claims) + `"}}`)
			reply := c.next()
			c.learnID(reply)
			want := `{"id":1,"connect":{"client":"` + c.id + `","version":"` + engineVersion +
				`","expires":true,"ttl":600,"subs":{"news":{}},"ping":25,"pong":true}}`
			// The second may have changed since the token was made.
			if reply != want && reply != strings.Replace(want, "600", "599", 1) {
				t.Fatalf("\n got %s\nwant %s", reply, want)
			}
		})
	}
}

func TestExpireAtZeroIsNever(t *testing.T) {
	s := start(t)
	c := s.dial()
	c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42", "exp": fromNow(time.Hour), "expire_at": 0}) + `"}}`)
	if reply := c.next(); strings.Contains(reply, "expires") {
		t.Fatal(reply)
	}
}

func TestSubscribeJoinPublishPresenceHistoryLeave(t *testing.T) {
	s := start(t)
	ann := s.connect(fields{"sub": "42", "info": fields{"name": "Ann"}})
	bob := s.connect(fields{"sub": "7"})
	annInfo := `{"user":"42","client":"` + ann.id + `","conn_info":{"name":"Ann"}}`
	bobInfo := `{"user":"7","client":"` + bob.id + `"}`
	push := func(body string) string { return `{"push":{"channel":"chat:room",` + body + `}}` }

	bob.send(`{"id":2,"subscribe":{"channel":"chat:room"}}`)
	subscribed := bob.next()
	epoch := s.epoch("chat:room")
	if want := `{"id":2,"subscribe":{"recoverable":true,"epoch":"` + epoch + `","positioned":true}}`; subscribed != want {
		t.Fatalf("\n got %s\nwant %s", subscribed, want)
	}
	bob.expect(push(`"join":{"info":` + bobInfo + `}`))
	ann.ask(`{"id":2,"subscribe":{"channel":"chat:room"}}`, subscribed, push(`"join":{"info":`+annInfo+`}`))
	bob.expect(push(`"join":{"info":` + annInfo + `}`))

	if got, want := s.post("publish", `{"channel":"chat:room","data":{"text":"hi"},"tags":{"k":"v"}}`),
		`200 {"result":{"offset":1,"epoch":"`+epoch+`"}}`; got != want {
		t.Fatalf("\n got %s\nwant %s", got, want)
	}
	published := push(`"pub":{"data":{"text":"hi"},"offset":1,"tags":{"k":"v"},"epoch":"` + epoch + `"}`)
	bob.expect(published)
	ann.expect(published)

	fromClient := `{"data":{"text":"from client"},"info":` + annInfo + `,"offset":2}`
	ann.ask(`{"id":3,"publish":{"channel":"chat:room","data":{"text":"from client"}}}`,
		push(`"pub":`+fromClient), `{"id":3,"publish":{}}`)
	bob.expect(push(`"pub":` + fromClient))

	ann.ask(`{"id":5,"presence_stats":{"channel":"chat:room"}}`, `{"id":5,"presence_stats":{"num_clients":2,"num_users":2}}`)
	ann.send(`{"id":4,"presence":{"channel":"chat:room"}}`)
	one, other := `"`+ann.id+`":`+annInfo, `"`+bob.id+`":`+bobInfo // a map has no order
	if got := ann.next(); got != `{"id":4,"presence":{"presence":{`+one+`,`+other+`}}}` &&
		got != `{"id":4,"presence":{"presence":{`+other+`,`+one+`}}}` {
		t.Fatal(got)
	}
	ann.ask(`{"id":8,"history":{"channel":"chat:room","limit":1,"reverse":true}}`,
		`{"id":8,"history":{"publications":[`+fromClient+`],"epoch":"`+epoch+`","offset":2}}`)
	ann.ask(`{"id":7,"history":{"channel":"chat:room"}}`, `{"id":7,"history":{"publications":[],"epoch":"`+epoch+`","offset":2}}`)
	ann.ask(`{"id":9,"history":{"channel":"chat:room","limit":1,"since":{"offset":1,"epoch":"wrong"}}}`,
		`{"id":9,"error":{"code":112,"message":"unrecoverable position"}}`)

	bob.ask(`{"id":3,"unsubscribe":{"channel":"chat:room"}}`, `{"id":3,"unsubscribe":{}}`)
	ann.expect(push(`"leave":{"info":` + bobInfo + `}`))
	bob.ask(`{"id":4,"unsubscribe":{"channel":"never"}}`, `{"id":4,"unsubscribe":{}}`)
	if got, want := s.post("presence_stats", `{"channel":"chat:room"}`), `200 {"result":{"num_clients":1,"num_users":1}}`; got != want {
		t.Fatalf("\n got %s\nwant %s", got, want)
	}
}

func TestRecovery(t *testing.T) {
	s := start(t)
	for i := range 4 {
		s.post("publish", fmt.Sprintf(`{"channel":"quiet:q","data":{"text":"missed %d"}}`, i-1))
	}
	epoch := s.epoch("quiet:q")
	c := s.connect(fields{"sub": "42"})
	again := func(want string) {
		t.Helper()
		c.expect(want)
		c.ask(`{"id":3,"unsubscribe":{"channel":"quiet:q"}}`, `{"id":3,"unsubscribe":{}}`)
	}
	c.send(`{"id":4,"subscribe":{"channel":"quiet:q","recover":true,"offset":2,"epoch":"` + epoch + `"}}`)
	again(`{"id":4,"subscribe":{"recoverable":true,"epoch":"` + epoch + `","publications":[{"data":{"text":"missed 1"},"offset":3},{"data":{"text":"missed 2"},"offset":4}],"recovered":true,"offset":2,"positioned":true,"was_recovering":true}}`)
	c.send(`{"id":6,"subscribe":{"channel":"quiet:q","recover":true,"offset":2,"epoch":"wrong"}}`)
	again(`{"id":6,"subscribe":{"recoverable":true,"epoch":"` + epoch + `","offset":4,"positioned":true,"was_recovering":true}}`)
	c.ask(`{"id":8,"subscribe":{"channel":"quiet:q","recover":true,"offset":2,"epoch":"wrong","flag":2}}`,
		`{"id":8,"error":{"code":112,"message":"unrecoverable position"}}`)
}

func TestTokenSubscriptionCarriesItsOwnData(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42", "subs": fields{"chat:mine": fields{
		"info": fields{"role": "x"}, "override": fields{"force_push_join_leave": fields{"value": false}, "force_recovery": fields{"value": false}},
	}}})
	want := `200 {"result":{"presence":{"` + c.id + `":{"user":"42","client":"` + c.id + `","chan_info":{"role":"x"}}}}}`
	if got := s.post("presence", `{"channel":"chat:mine"}`); got != want {
		t.Fatalf("\n got %s\nwant %s", got, want)
	}
	c.ask(`{"id":2,"subscribe":{"channel":"chat:mine"}}`, `{"id":2,"error":{"code":105,"message":"already subscribed"}}`)
}

func TestProtobufFrames(t *testing.T) {
	s := start(t)
	c := s.dial("centrifuge-protobuf")
	if got := c.socket.Subprotocol(); got != "centrifuge-protobuf" {
		t.Fatalf("subprotocol %q", got)
	}
	c.write(websocket.MessageBinary, protobufConnect(mint(fields{"sub": "42"})))
	if _, err := c.read(); err != nil {
		t.Fatal(err)
	}
	command, _ := hex.DecodeString("0d08022a090a07636861743a7062")
	c.write(websocket.MessageBinary, command)
	var received []byte
	collect := func(want string) {
		t.Helper()
		for !strings.Contains(hex.EncodeToString(received), want) {
			frame, err := c.read()
			if err != nil {
				t.Fatalf("%v after %x, want %s", err, received, want)
			}
			received = append(received, frame...)
		}
	}
	epoch := hex.EncodeToString([]byte(s.epoch("chat:pb")))
	collect("120802320e18013208" + epoch + "5001")
	s.post("publish", `{"channel":"chat:pb","data":{"t":1}}`)
	collect("2222201207636861743a7062221522077b2274223a317d30017208" + epoch)
}

// protobufConnect is {id: 1, connect: {token}} with its length in front.
func protobufConnect(token string) []byte {
	field := func(tag byte, body []byte) []byte {
		size := len(body)
		return append([]byte{tag, byte(size&0x7f | 0x80), byte(size >> 7)}, body...)
	}
	command := append([]byte{0x08, 0x01}, field(0x22, field(0x0a, []byte(token)))...)
	return append([]byte{byte(len(command)&0x7f | 0x80), byte(len(command) >> 7)}, command...)
}
