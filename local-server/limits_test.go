// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// Where the configuration sets a limit, it is the one that holds.

func TestMessageSizeLimitIsConfigurable(t *testing.T) {
	const limit = 1000
	s := start(t, func(c *config) { c.WebSocket.MessageSizeLimit = limit })
	command := `{"id":2,"subscribe":{"channel":"a"}}`
	fits := s.connect(fields{"sub": "42"})
	fits.ask(command+strings.Repeat(" ", limit-len(command)), `{"id":2,"subscribe":{}}`)
	fits.send(command + strings.Repeat(" ", limit-len(command)+1))
	fits.expectClose(1009, "")
}

func TestSlowReaderIsClosed(t *testing.T) {
	s := start(t, func(c *config) { c.Client.QueueMaxSize = 100_000 })
	c := s.connect(fields{"sub": "42", "channels": []string{"news"}})
	c.socket.SetReadLimit(-1)
	// What the sockets hold by themselves comes on top of the queue.
	publish := fmt.Sprintf(`{"channel":"news","data":"%s"}`, strings.Repeat("x", 1_000_000))
	for range 16 {
		s.post("publish", publish)
	}
	c.expectClose(3008, "slow")
}

func TestConnectTokenWithMoreChannelsThanTheLimit(t *testing.T) {
	s := start(t, func(c *config) { c.Client.ChannelLimit = 2 })
	c := s.dial()
	c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42", "channels": []string{"a", "b", "c"}}) + `"}}`)
	c.expectClose(3505, "channel limit")
}

func TestAThousandChannels(t *testing.T) {
	const count = 1000
	s := start(t, func(c *config) { c.Client.ChannelLimit = count })
	c := s.connect(fields{"sub": "42"})
	for i := range count {
		c.send(fmt.Sprintf(`{"id":%d,"subscribe":{"channel":"c%d"}}`, i+2, i))
	}
	for i := range count {
		c.expect(fmt.Sprintf(`{"id":%d,"subscribe":{}}`, i+2))
	}
	c.ask(`{"id":5000,"subscribe":{"channel":"one more"}}`, `{"id":5000,"error":{"code":106,"message":"limit exceeded"}}`)
	if got := s.post("channels", `{"pattern":"c*"}`); strings.Count(got, `"num_clients":1`) != count {
		t.Fatalf("%d channels", strings.Count(got, `"num_clients":1`))
	}
}

func TestPresenceEndsWithTheConnection(t *testing.T) {
	s := start(t, func(c *config) { c.Client.PresenceUpdateInterval = duration(time.Hour) })
	c := s.connect(fields{"sub": "42", "channels": []string{"chat:x"}})
	c.expect(`{"push":{"channel":"chat:x","join":{"info":{"user":"42","client":"` + c.id + `"}}}}`)
	if got := s.post("presence_stats", `{"channel":"chat:x"}`); got != `200 {"result":{"num_clients":1,"num_users":1}}` {
		t.Fatal(got)
	}
	_ = c.socket.Close(websocket.StatusNormalClosure, "")
	eventually(t, "presence ends with the connection", func() bool {
		return s.post("presence_stats", `{"channel":"chat:x"}`) == `200 {"result":{"num_clients":0,"num_users":0}}`
	})
}
