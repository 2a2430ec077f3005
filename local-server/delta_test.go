// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"strings"
	"testing"

	"github.com/centrifugal/centrifuge"
)

// shrinking adds the namespace of what a subscriber may leave out: deltas, and
// publications without the wanted tags.
func shrinking(c *config) {
	options := channelOptions{
		HistorySize: 10, HistoryTTL: duration(1e12), AllowSubscribeForClient: true, AllowHistoryForSubscriber: true,
		ForceRecovery: true, AllowedDeltaTypes: []centrifuge.DeltaType{centrifuge.DeltaTypeFossil}, AllowTagsFilter: true,
	}
	c.Channel.Namespaces = append(c.Channel.Namespaces, namespaceConfig{"delta", options})
	options.DeltaPublish = true
	c.Channel.Namespaces = append(c.Channel.Namespaces, namespaceConfig{"always", options})
}

const (
	longText  = `{"text":"lorem ipsum dolor sit amet consectetur adipiscing elit sed do","n":1}`
	longText2 = `{"text":"lorem ipsum dolor sit amet consectetur adipiscing elit sed do","n":2}`
	// As captured from Centrifugo: the texts differ in one digit.
	fullText = `"{\"text\":\"lorem ipsum dolor sit amet consectetur adipiscing elit sed do\",\"n\":1}"`
	patch    = `"1E\n1C@0,2:2}1YH1xZ;"`
)

func TestDelta(t *testing.T) {
	s := start(t, shrinking)
	for channel, flag := range map[string]string{"delta:d": `,"delta":true`, "always:d": ``} {
		t.Run(channel, func(t *testing.T) {
			s := s.in(t)
			epoch := s.epoch(channel)
			c := s.connect(fields{"sub": "42"})
			plain := s.connect(fields{"sub": "42"})
			c.ask(`{"id":2,"subscribe":{"channel":"`+channel+`","delta":"fossil"}}`,
				`{"id":2,"subscribe":{"recoverable":true,"epoch":"`+epoch+`","positioned":true,"delta":true}}`)
			plain.ask(`{"id":2,"subscribe":{"channel":"`+channel+`"}}`,
				`{"id":2,"subscribe":{"recoverable":true,"epoch":"`+epoch+`","positioned":true}}`)
			for _, text := range []string{longText, longText2} {
				s.post("publish", `{"channel":"`+channel+`","data":`+text+flag+`}`)
			}
			push := `{"push":{"channel":"` + channel + `","pub":{"data":`
			c.expect(push+fullText+`,"offset":1}}}`, push+patch+`,"offset":2,"delta":true}}}`)
			plain.expect(push+longText+`,"offset":1,"epoch":"`+epoch+`"}}}`, push+longText2+`,"offset":2}}}`)
			// history is never a delta
			c.ask(`{"id":3,"history":{"channel":"`+channel+`","limit":-1}}`, `{"id":3,"history":{"publications":[{"data":`+longText+
				`,"offset":1,"epoch":"`+epoch+`"},{"data":`+longText2+`,"offset":2}],"epoch":"`+epoch+`","offset":2}}`)
		})
	}
}

func TestDeltaIsOnlyForThoseAsked(t *testing.T) {
	s := start(t, shrinking)
	c := s.connect(fields{"sub": "42"})
	for i, channel := range []string{"delta:d", "quiet:q"} {
		epoch := s.epoch(channel)
		for _, text := range []string{longText, longText2} {
			s.post("publish", `{"channel":"`+channel+`","data":`+text+`}`)
		}
		want := `{"id":2,"subscribe":{"recoverable":true,"epoch":"` + epoch + `","offset":2,"positioned":true`
		if i == 0 {
			want += `,"delta":true`
		}
		c.ask(`{"id":2,"subscribe":{"channel":"`+channel+`","delta":"fossil"}}`, want+`}}`)
	}
	s.post("publish", `{"channel":"delta:d","data":1}`) // not asked for a delta: full
	c.expect(`{"push":{"channel":"delta:d","pub":{"data":"1","offset":3}}}`)
	c.send(`{"id":3,"subscribe":{"channel":"news","delta":"zip"}}`)
	c.expectClose(3501, "bad request")
}

func TestTagsFilter(t *testing.T) {
	s := start(t, shrinking)
	c := s.connect(fields{"sub": "42"})
	const filter = `"tf":{"key":"kind","cmp":"eq","val":"b"}`
	c.send(`{"id":2,"subscribe":{"channel":"delta:f",` + filter + `}}`)
	if got := c.next(); !strings.HasPrefix(got, `{"id":2,"subscribe":{"recoverable":true,`) {
		t.Fatal(got)
	}
	for _, tags := range []string{`{"kind":"a"}`, `{}`, `{"kind":"b"}`} {
		s.post("publish", `{"channel":"delta:f","data":1,"tags":`+tags+`}`)
	}
	c.expect(`{"push":{"channel":"delta:f","pub":{"data":1,"offset":3,"tags":{"kind":"b"}}}}`)
	const badRequest = `,"error":{"code":107,"message":"bad request"}}`
	c.ask(`{"id":3,"subscribe":{"channel":"news",`+filter+`}}`, `{"id":3`+badRequest)
	c.ask(`{"id":4,"subscribe":{"channel":"delta:g","tf":{"key":"kind","cmp":"like","val":"b"}}}`, `{"id":4`+badRequest)
}
