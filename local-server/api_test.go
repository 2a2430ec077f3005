// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestAuthorization(t *testing.T) {
	s := start(t)
	const published = `200 {"result":{}}`
	for name, test := range map[string]struct {
		header http.Header
		query  string
		want   string
	}{
		"X-API-Key":           {http.Header{"X-Api-Key": {testKey}}, "", published},
		"Authorization":       {http.Header{"Authorization": {"apikey " + testKey}}, "", published},
		"scheme in capitals":  {http.Header{"Authorization": {"ApiKey " + testKey}}, "", published},
		"query":               {nil, "?api_key=" + url.QueryEscape(testKey), published},
		"nothing":             {nil, "", "401 "},
		"wrong key":           {http.Header{"X-Api-Key": {"wrong"}}, "", "401 "},
		"a part of the key":   {http.Header{"X-Api-Key": {testKey[:5]}}, "", "401 "},
		"wrong scheme":        {http.Header{"Authorization": {"Bearer " + testKey}}, "", "401 "},
		"empty authorization": {http.Header{"Authorization": {"apikey "}}, "", "401 "},
		"wrong query":         {nil, "?api_key=wrong", "401 "},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.in(t).request(http.MethodPost, "publish"+test.query, `{"channel":"news","data":1}`, test.header)
			if got != test.want {
				t.Fatalf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestWithoutKeyNothingIsAuthorized(t *testing.T) {
	s := start(t, func(c *config) { c.HTTPAPI.Key = "" })
	for _, header := range []http.Header{nil, {"X-Api-Key": {""}}, {"Authorization": {"apikey "}}} {
		if got := s.request(http.MethodPost, "info", "{}", header); got != "401 " {
			t.Fatal(got)
		}
	}
}

func TestAnswersOutsideTheEnvelope(t *testing.T) {
	s := start(t)
	for name, test := range map[string]struct{ verb, method, body, want string }{
		"not JSON":            {http.MethodPost, "publish", `{"channel":`, "400 Bad Request\n"},
		"two values":          {http.MethodPost, "publish", `{} {}`, "400 Bad Request\n"},
		"empty body":          {http.MethodPost, "info", ``, "400 Bad Request\n"},
		"wrong type":          {http.MethodPost, "publish", `{"channel":1}`, "400 Bad Request\n"},
		"batch is not JSON":   {http.MethodPost, "batch", `[`, "400 Bad Request\n"},
		"wrong type inside":   {http.MethodPost, "batch", `{"commands":[{"publish":{"channel":1}}]}`, "400 Bad Request\n"},
		"unknown method":      {http.MethodPost, "connections", `{}`, "404 404 page not found\n"},
		"method of PRO":       {http.MethodPost, "user_status", `{}`, "404 404 page not found\n"},
		"no method":           {http.MethodPost, "", `{}`, "404 404 page not found\n"},
		"batch of a text":     {http.MethodPost, "batch", `{"commands":["x"]}`, "400 Bad Request\n"},
		"wrong second method": {http.MethodPost, "batch", `{"commands":[{"info":{},"broadcast":1}]}`, "400 Bad Request\n"},
		"limit of 33 bits":    {http.MethodPost, "history", `{"channel":"chat:x","limit":2147483648}`, "400 Bad Request\n"},
		"rpc of a number":     {http.MethodPost, "rpc", `{"method":1}`, "400 Bad Request\n"},
		"GET":                 {http.MethodGet, "publish", ``, "405 "},
		"body over the size":  {http.MethodPost, "publish", strings.Repeat(" ", maxBodyBytes+1), "413 Request Entity Too Large\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.in(t).request(test.verb, test.method, test.body, http.Header{"X-Api-Key": {testKey}})
			if got != test.want {
				t.Fatalf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestErrorsInTheEnvelope(t *testing.T) {
	s := start(t)
	const (
		unknown      = `{"code":102,"message":"unknown channel"}`
		badRequest   = `{"code":107,"message":"bad request"}`
		notAvailable = `{"code":108,"message":"not available"}`
	)
	for name, test := range map[string]struct{ method, body, status, want string }{
		"publish unknown":         {"publish", `{"channel":"nope:x","data":{}}`, "404", unknown},
		"publish no channel":      {"publish", `{"data":{}}`, "400", badRequest},
		"publish no data":         {"publish", `{"channel":"news"}`, "400", badRequest},
		"publish bad base64":      {"publish", `{"channel":"news","b64data":"*"}`, "400", badRequest},
		"publish null":            {"publish", `null`, "400", badRequest},
		"presence unknown":        {"presence", `{"channel":"nope:x"}`, "404", unknown},
		"presence no channel":     {"presence", `{}`, "400", badRequest},
		"presence off":            {"presence", `{"channel":"news"}`, "400", notAvailable},
		"presence_stats off":      {"presence_stats", `{"channel":"news"}`, "400", notAvailable},
		"history off":             {"history", `{"channel":"news"}`, "400", notAvailable},
		"history_remove off":      {"history_remove", `{"channel":"news"}`, "400", notAvailable},
		"history_remove unknown":  {"history_remove", `{"channel":"nope:x"}`, "404", unknown},
		"unsubscribe unknown":     {"unsubscribe", `{"user":"42","channel":"nope:x"}`, "404", unknown},
		"history of wrong epoch":  {"history", `{"channel":"locked:x","limit":1,"since":{"offset":1,"epoch":"wrong"}}`, "416", `{"code":112,"message":"unrecoverable position"}`},
		"broadcast to nobody":     {"broadcast", `{"data":1}`, "400", badRequest},
		"broadcast bad base64":    {"broadcast", `{"channels":["news"],"b64data":"*"}`, "400", badRequest},
		"subscribe no channel":    {"subscribe", `{"user":"42"}`, "400", badRequest},
		"subscribe unknown":       {"subscribe", `{"user":"42","channel":"nope:x"}`, "404", unknown},
		"subscribe bad base64":    {"subscribe", `{"user":"42","channel":"news","b64info":"*"}`, "400", badRequest},
		"rpc without method":      {"rpc", `{"params":{}}`, "400", badRequest},
		"map_publish":             {"map_publish", `{"channel":"news","key":"k","data":1}`, "400", badRequest},
		"map_publish unknown":     {"map_publish", `{"channel":"nope:x","key":"k"}`, "404", unknown},
		"map_publish no key":      {"map_publish", `{"channel":"nope:x"}`, "400", badRequest},
		"map_stats unknown":       {"map_stats", `{"channel":"nope:x"}`, "404", unknown},
		"rpc":                     {"rpc", `{"method":"x","params":{}}`, "404", `{"code":104,"message":"not found"}`},
		"channels of bad pattern": {"channels", `{"pattern":"["}`, "500", `{"code":100,"message":"internal server error"}`},
	} {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			if got, want := s.post(test.method, test.body), `200 {"error":`+test.want+`}`; got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
			transport := http.Header{"X-Api-Key": {testKey}, "X-Centrifugo-Error-Mode": {"transport"}}
			if got, want := s.request(http.MethodPost, test.method, test.body, transport), test.status+" "+test.want; got != want {
				t.Errorf("transport mode\n got %s\nwant %s", got, want)
			}
		})
	}
}

func TestErrorModeIsConfigurable(t *testing.T) {
	s := start(t, func(c *config) { c.HTTPAPI.ErrorMode = "transport" })
	for body, want := range map[string]string{
		`{"channel":"nope:x","data":1}`: `404 {"code":102,"message":"unknown channel"}`,
		`{"channel":"news","data":1}`:   `200 {"result":{}}`,
	} {
		if got := s.post("publish", body); got != want {
			t.Errorf("%s\n got %s\nwant %s", body, got, want)
		}
	}
	// Only the whole request has a status; its parts keep the envelope.
	got := s.post("broadcast", `{"channels":["nope:x","news"],"data":1}`)
	if want := `200 {"result":{"responses":[{"error":{"code":102,"message":"unknown channel"}},{"result":{}}]}}`; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestPayloadKeepsItsBytesButInAnswersOfTheAPI(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42", "subs": fields{"quiet:q": fields{}}})
	epoch := s.epoch("quiet:q")
	for i, test := range []struct{ data, answered string }{
		{`{"z":1.0,"a":12345678901234567890, "a":1e400}`, `{"z":1.0,"a":12345678901234567890,"a":1e400}`},
		{`"text"`, `"text"`}, {`null`, `null`}, {`0`, `0`},
		{`{"html":"<&>","u":"\u00e9é"}`, `{"html":"\u003c\u0026\u003e","u":"\u00e9é"}`},
	} {
		s.post("publish", `{"channel":"quiet:q","data":`+test.data+`}`)
		got := c.next()
		if !strings.HasPrefix(got, `{"push":{"channel":"quiet:q","pub":{"data":`+test.data+`,"offset":`) {
			t.Errorf("pushed %s, want the data %s", got, test.data)
		}
		position := `,"offset":` + string(rune('1'+i)) + `}],"epoch":"` + epoch + `","offset":` + string(rune('1'+i)) + `}}`
		want := `200 {"result":{"publications":[{"data":` + test.answered + position
		if got := s.post("history", `{"channel":"quiet:q","limit":1,"reverse":true}`); got != want {
			t.Errorf("history\n got %s\nwant %s", got, want)
		}
	}
}

func TestBase64PayloadAndTags(t *testing.T) {
	s := start(t)
	s.post("publish", `{"channel":"locked:x","b64data":"eyJhIjoxfQ==","tags":{"k":"v"}}`)
	want := `200 {"result":{"publications":[{"data":{"a":1},"offset":1,"tags":{"k":"v"}}],"epoch":"` + s.epoch("locked:x") + `","offset":1}}`
	if got := s.post("history", `{"channel":"locked:x","limit":-1}`); got != want {
		t.Fatalf("\n got %s\nwant %s", got, want)
	}
	s.post("publish", `{"channel":"locked:x","b64data":"AAEC"}`)
	if got := s.post("history", `{"channel":"locked:x","limit":-1}`); got != "500 Internal Server Error\n" {
		t.Fatalf("binary in JSON: %q", got)
	}
}

func TestIdempotencyVersionAndSkipHistory(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42", "channels": []string{"quiet:q"}})
	epoch := s.epoch("quiet:q")
	at := func(offset string) string {
		return `200 {"result":{"offset":` + offset + `,"epoch":"` + epoch + `"}}`
	}
	for _, step := range []struct{ body, want string }{
		{`{"channel":"quiet:q","data":"first","idempotency_key":"k"}`, at("1")},
		{`{"channel":"quiet:q","data":"again","idempotency_key":"k"}`, at("1")},
		{`{"channel":"quiet:q","data":"v5","version":5}`, at("2")},
		{`{"channel":"quiet:q","data":"v4","version":4}`, at("2")},
		{`{"channel":"quiet:q","data":"v4 of another","version":4,"version_epoch":"b"}`, at("3")},
		{`{"channel":"quiet:q","data":"skip","skip_history":true}`, `200 {"result":{}}`},
	} {
		if got := s.post("publish", step.body); got != step.want {
			t.Fatalf("%s\n got %s\nwant %s", step.body, got, step.want)
		}
	}
	push := `{"push":{"channel":"quiet:q","pub":{"data":`
	c.expect(push+`"first","offset":1,"epoch":"`+epoch+`"}}}`, push+`"v5","offset":2,"version":5}}}`,
		push+`"v4 of another","offset":3,"version":4}}}`, push+`"skip"}}}`)
}

func TestHistoryRemoveKeepsThePosition(t *testing.T) {
	s := start(t)
	s.post("publish", `{"channel":"locked:x","data":1}`)
	epoch := s.epoch("locked:x")
	if got := s.post("history_remove", `{"channel":"locked:x"}`); got != `200 {"result":{}}` {
		t.Fatal(got)
	}
	want := `200 {"result":{"publications":[],"epoch":"` + epoch + `","offset":1}}`
	if got := s.post("history", `{"channel":"locked:x","limit":-1}`); got != want {
		t.Fatalf("\n got %s\nwant %s", got, want)
	}
}

func TestBatch(t *testing.T) {
	s := start(t)
	s.post("publish", `{"channel":"locked:x","data":1}`)
	epoch := s.epoch("locked:x")
	want := `200 {"replies":[{"publish":{"offset":2,"epoch":"` + epoch + `"}},{"error":{"code":102,"message":"unknown channel"}},` +
		`{"presence_stats":{"num_clients":0,"num_users":0}},{"error":{"code":104,"message":"not found"}},{"error":{"code":104,"message":"not found"}}]}`
	got := s.post("batch", `{"commands":[{"publish":{"channel":"locked:x","data":2}},{"publish":{"channel":"nope:x","data":2}},`+
		`{"presence_stats":{"channel":"chat:x"}},{"teleport":{}},{}]}`)
	if got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	parallel := s.post("batch", `{"parallel":true,"commands":[`+strings.Repeat(`{"publish":{"channel":"locked:x","data":2}},`, 199)+`{"publish":{"channel":"locked:x","data":2}}]}`)
	if strings.Count(parallel, `{"publish":{"offset":`) != 200 || !strings.HasPrefix(s.post("history", `{"channel":"locked:x"}`), `200 {"result":{"publications":[],"epoch":"`+epoch+`","offset":202}}`) {
		t.Error(parallel)
	}
}

func TestBroadcast(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42", "channels": []string{"news"}})
	got := s.post("broadcast", `{"channels":["locked:x","nope:x","","news"],"data":{"a":1.0},"tags":{"k":"v"}}`)
	want := `200 {"result":{"responses":[{"result":{"offset":1,"epoch":"` + s.epoch("locked:x") + `"}},` +
		`{"error":{"code":102,"message":"unknown channel"}},{"error":{"code":107,"message":"bad request"}},{"result":{}}]}}`
	if got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	c.expect(`{"push":{"channel":"news","pub":{"data":{"a":1.0},"tags":{"k":"v"}}}}`)
}

func TestChannels(t *testing.T) {
	s := start(t)
	s.connect(fields{"sub": "42", "channels": []string{"a", "chat:a", "chat:b"}})
	s.connect(fields{"sub": "7", "channels": []string{"a"}})
	s.post("publish", `{"channel":"locked:x","data":1}`) // without subscribers: not listed
	for body, want := range map[string]string{
		`{}`:                       `{"a":{"num_clients":2},"chat:a":{"num_clients":1},"chat:b":{"num_clients":1}}`,
		`{"pattern":"*a"}`:         `{"a":{"num_clients":2},"chat:a":{"num_clients":1}}`,
		`{"pattern":"chat:[a-z]"}`: `{"chat:a":{"num_clients":1},"chat:b":{"num_clients":1}}`,
		`{"pattern":"none*"}`:      `{}`,
	} {
		if got, want := s.post("channels", body), `200 {"result":{"channels":`+want+`}}`; got != want {
			t.Errorf("%s\n got %s\nwant %s", body, got, want)
		}
	}
}

func TestInfo(t *testing.T) {
	s := start(t)
	got := s.post("info", `{}`)
	want := regexp.MustCompile(`^200 \{"result":\{"nodes":\[\{"uid":"[-0-9a-f]{36}","name":".+_` + strconv.Itoa(s.ready().Port) + `","version":"` + engineVersion +
		`","num_clients":0,"num_users":0,"num_channels":0,"uptime":\d+,"metrics":\{"interval":60,"items":\{("centrifugo\.[^"]+":[^,]+,?)+\}\},"num_subs":0\}\]\}\}$`)
	if !want.MatchString(got) {
		t.Fatal(got)
	}
}

func TestHealth(t *testing.T) {
	s := start(t)
	if got := s.request(http.MethodGet, "../health", "", nil); got != "200 {}" {
		t.Fatal(got)
	}
}

func TestDisconnect(t *testing.T) {
	s := start(t)
	forced, custom, spared := s.connect(fields{"sub": "1"}), s.connect(fields{"sub": "2"}), s.connect(fields{"sub": "2"})
	for _, body := range []string{
		`{"user":"1"}`,
		`{"user":"2","disconnect":{"code":4321,"reason":"custom"},"whitelist":["` + spared.id + `"]}`,
		`{"user":"2","client":"other"}`,
		`{"user":"nobody"}`, // accepted all the same
	} {
		if got := s.post("disconnect", body); got != `200 {"result":{}}` {
			t.Fatal(got)
		}
	}
	forced.expectClose(3503, "force disconnect")
	custom.expectClose(4321, "custom")
	spared.ask(`{"id":2,"subscribe":{"channel":"a"}}`, `{"id":2,"subscribe":{}}`)
}

func TestUnsubscribe(t *testing.T) {
	s := start(t)
	pushed := `{"push":{"channel":"news","unsubscribe":{"code":2000,"reason":"server unsubscribe"}}}`
	subscribed, never := s.connect(fields{"sub": "42", "channels": []string{"news"}}), s.connect(fields{"sub": "42"})
	for _, body := range []string{`{"user":"42","channel":"news"}`, `{"user":"nobody","channel":"news"}`} {
		if got := s.post("unsubscribe", body); got != `200 {"result":{}}` {
			t.Fatal(got)
		}
	}
	subscribed.expect(pushed)
	never.ask(`{"id":2,"unsubscribe":{"channel":"news"}}`, pushed, `{"id":2,"unsubscribe":{}}`)
	subscribed.ask(`{"id":2,"subscribe":{"channel":"news"}}`, `{"id":2,"subscribe":{}}`)
}

func TestUnsubscribeWithoutChannelEndsNothing(t *testing.T) {
	s := start(t)
	c := s.connect(fields{"sub": "42", "channels": []string{"news"}})
	if got := s.post("unsubscribe", `{"user":"42"}`); got != `200 {"result":{}}` {
		t.Fatal(got)
	}
	c.expect(`{"push":{"unsubscribe":{"code":2000,"reason":"server unsubscribe"}}}`)
	s.post("publish", `{"channel":"news","data":1}`)
	c.expect(`{"push":{"channel":"news","pub":{"data":1}}}`)
}
