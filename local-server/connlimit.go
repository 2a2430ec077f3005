// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"net/http"
	"sync"
	"time"
)

// limitConnections answers new connections past the limits with a bare 503, as
// Centrifugo does: no body, and no word of why. The rate is looked at first.
func limitConnections(next http.Handler, c clientConfig, clients func() int) http.Handler {
	if c.ConnectionLimit == 0 && c.ConnectionRateLimit == 0 {
		return next
	}
	rate := newRateLimit(c.ConnectionRateLimit, time.Now())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tooFast := c.ConnectionRateLimit > 0 && !rate.allow(time.Now())
		if tooFast || c.ConnectionLimit > 0 && clients() >= c.ConnectionLimit {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// rateLimit is a bucket of `burst` tokens, of which one comes back each second.
type rateLimit struct {
	mutex  sync.Mutex
	burst  float64
	tokens float64
	at     time.Time
}

func newRateLimit(burst int, now time.Time) *rateLimit {
	return &rateLimit{burst: float64(burst), tokens: float64(burst), at: now}
}

// allow takes one token, if there is one.
func (l *rateLimit) allow(now time.Time) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if passed := now.Sub(l.at).Seconds(); passed > 0 {
		l.tokens, l.at = min(l.burst, l.tokens+passed), now
	}
	if l.tokens < 1 {
		return false
	}
	l.tokens--
	return true
}
