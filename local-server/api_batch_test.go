// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"net/http"
	"testing"
)

func TestBatchAnswers(t *testing.T) {
	s := start(t)
	const badRequest = `{"error":{"code":107,"message":"bad request"}}`
	const notFound = `{"error":{"code":104,"message":"not found"}}`
	for name, test := range map[string]struct{ body, want string }{
		"nothing":              {`{}`, `{}`},
		"null":                 {`null`, `{}`},
		"no commands":          {`{"commands":[]}`, `{}`},
		"commands null":        {`{"commands":null}`, `{}`},
		"a null command":       {`{"commands":[null]}`, `{"replies":[` + badRequest + `]}`},
		"null beside another":  {`{"commands":[null,{"publish":{"channel":"news","data":1}}],"parallel":true}`, `{"replies":[` + badRequest + `,{"publish":{}}]}`},
		"an empty command":     {`{"commands":[{}]}`, `{"replies":[` + notFound + `]}`},
		"a method of null":     {`{"commands":[{"publish":null}]}`, `{"replies":[` + notFound + `]}`},
		"an unknown method":    {`{"commands":[{"nothing":1}]}`, `{"replies":[` + notFound + `]}`},
		"the first counts":     {`{"commands":[{"info":{},"publish":{"channel":"news","data":1}}]}`, `{"replies":[{"publish":{}}]}`},
		"names in any case":    {`{"commands":[{"PUBLISH":{"channel":"news","data":1}}]}`, `{"replies":[{"publish":{}}]}`},
		"a method for maps":    {`{"commands":[{"map_clear":{"channel":"news"}}]}`, `{"replies":[` + badRequest + `]}`},
		"rpc without a method": {`{"commands":[{"rpc":{}}]}`, `{"replies":[` + badRequest + `]}`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := s.in(t).post("batch", test.body); got != "200 "+test.want {
				t.Errorf("\n got %s\nwant 200 %s", got, test.want)
			}
		})
	}
}

func TestBroadcastWithoutDataFailsInEachChannel(t *testing.T) {
	s := start(t)
	want := `200 {"result":{"responses":[{"error":{"code":107,"message":"bad request"}},` +
		`{"error":{"code":102,"message":"unknown channel"}},{"error":{"code":107,"message":"bad request"}}]}}`
	if got := s.post("broadcast", `{"channels":["news","nope:x",""]}`); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestCommandsWithTheMethodInside(t *testing.T) {
	s := start(t)
	const badRequest = `200 {"error":{"code":107,"message":"bad request"}}`
	const notFound = `200 {"error":{"code":104,"message":"not found"}}`
	const undecodable = "400 Bad Request\n"
	const publish = `{"method":"publish","params":{"channel":"news","data":1}}`
	for name, test := range map[string]struct{ body, want string }{
		"publish":               {publish, `200 {"result":{}}`},
		"with an id":            {`{"id":7,"method":"publish","params":{"channel":"news","data":1}}`, `200 {"id":7,"result":{}}`},
		"by number":             {`{"method":8,"params":{"pattern":"none"}}`, `200 {"result":{"channels":{}}}`},
		"in any case":           {`{"method":"Channels","params":{"pattern":"none"}}`, `200 {"result":{"channels":{}}}`},
		"two":                   {publish + "\n" + publish, "200 {\"result\":{}}\n{\"result\":{}}"},
		"the default is 0":      {`{"params":{"channel":"news","data":1}}`, `200 {"result":{}}`},
		"an error":              {`{"method":"presence","params":{"channel":"nope:x"}}`, `200 {"error":{"code":102,"message":"unknown channel"}}`},
		"no params":             {`{"method":"publish"}`, badRequest},
		"wrong params":          {`{"method":"publish","params":{"channel":1}}`, badRequest},
		"rpc without method":    {`{"method":"rpc","params":{}}`, badRequest},
		"null":                  {`null`, badRequest},
		"of PRO":                {`{"method":"connections","params":{}}`, notFound},
		"a number beyond":       {`{"method":99}`, notFound},
		"a negative number":     {`{"method":-1}`, notFound},
		"unknown":               {`{"method":"nothing"}`, undecodable},
		"no text for method":    {`{"method":null}`, undecodable},
		"half a second command": {publish + "{", undecodable},
		"an array":              {`[]`, undecodable},
		"empty":                 {``, undecodable},
		"blank":                 {" \n", `200 `},
	} {
		t.Run(name, func(t *testing.T) {
			if got := s.in(t).postRoot(test.body); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestCommandsKeepTheEnvelopeInTransportMode(t *testing.T) {
	s := start(t, func(c *config) { c.HTTPAPI.ErrorMode = "transport" })
	want := `200 {"error":{"code":102,"message":"unknown channel"}}`
	if got := s.postRoot(`{"method":"publish","params":{"channel":"nope:x","data":1}}`); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestCommandsAreGuarded(t *testing.T) {
	s := start(t)
	if got := s.requestPath(http.MethodPost, "", `{"method":"info"}`, nil); got != "401 " {
		t.Error(got)
	}
	if got := s.requestPath(http.MethodGet, "", ``, http.Header{"X-Api-Key": {testKey}}); got != "405 " {
		t.Error(got)
	}
}
