// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// upgrade asks for a WebSocket and gives "status body" of the refusal.
func (s *testServer) upgrade() string {
	s.t.Helper()
	request, err := http.NewRequest(http.MethodGet, strings.Replace(s.ready().WSURL, "ws://", "http://", 1), nil)
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header = http.Header{
		"Connection": {"Upgrade"}, "Upgrade": {"websocket"},
		"Sec-Websocket-Version": {"13"}, "Sec-Websocket-Key": {"dGhlIHNhbXBsZSBub25jZQ=="},
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode == http.StatusSwitchingProtocols {
		return "101"
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response.Status[:3] + " " + string(body)
}

func TestConnectionLimitIsABare503(t *testing.T) {
	s := start(t, func(c *config) { c.Client.ConnectionLimit = 1 })
	s.connect(fields{"sub": "42"})
	if got := s.upgrade(); got != "503 " {
		t.Fatalf("%q", got)
	}
	if got := s.post("channels", `{}`); !strings.HasPrefix(got, "200") {
		t.Fatalf("the API is limited, too: %s", got)
	}
}

func TestConnectionRateLimitIsABare503(t *testing.T) {
	s := start(t, func(c *config) { c.Client.ConnectionRateLimit = 1 })
	s.connect(fields{"sub": "42"})
	if got := s.upgrade(); got != "503 " {
		t.Fatalf("%q", got)
	}
}

func TestRateIsABurstAndOneEachSecond(t *testing.T) {
	begin := time.Now()
	rate := newRateLimit(2, begin)
	for i, step := range []struct {
		at   time.Duration
		want bool
	}{
		{0, true}, {0, true}, {0, false}, {900 * time.Millisecond, false},
		{time.Second, true}, {time.Second, false}, {time.Hour, true}, {time.Hour, true}, {time.Hour, false},
	} {
		if got := rate.allow(begin.Add(step.at)); got != step.want {
			t.Fatalf("step %d: %v", i, got)
		}
	}
}
