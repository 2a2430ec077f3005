// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

const (
	testSecret = "canary-token-secret"
	testKey    = "canary-api-key"
	patience   = 5 * time.Second // only a failing test waits so long
)

// testConfigJSON is the development configuration of Centrifugo that the
// frames in the tests were captured with.
const testConfigJSON = `{"client":{"token":{"hmac_secret_key":"` + testSecret + `"},"allowed_origins":["http://localhost:3000"]},
"http_api":{"key":"` + testKey + `"},
"channel":{"without_namespace":{"allow_subscribe_for_client":true},
"namespaces":[{"name":"chat","presence":true,"join_leave":true,"force_push_join_leave":true,
"history_size":100,"history_ttl":"300s","force_recovery":true,"allow_subscribe_for_client":true,
"allow_publish_for_subscriber":true,"allow_presence_for_subscriber":true,
"allow_history_for_subscriber":true,"allow_user_limited_channels":true},
{"name":"quiet","history_size":10,"history_ttl":"300s","force_recovery":true,"allow_subscribe_for_client":true,"allow_history_for_client":true},
{"name":"locked","history_size":10,"history_ttl":"300s"}]}}`

// fields is a JSON object in the making.
type fields = map[string]any

// safeBuffer is a log that may be read while the server writes to it.
type safeBuffer struct {
	mutex  sync.Mutex
	buffer bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.String()
}

type testServer struct {
	*server
	t   *testing.T
	log *safeBuffer
}

// start runs a server with the test configuration, changed by edit.
func start(t *testing.T, edits ...func(*config)) *testServer {
	t.Helper()
	c, err := readConfig(strings.NewReader(testConfigJSON))
	if err != nil {
		t.Fatal(err)
	}
	for _, edit := range edits {
		edit(&c)
	}
	log := &safeBuffer{}
	s, err := newServer(c, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.serve() }()
	t.Cleanup(func() {
		s.shutdown()
		for _, secret := range []string{testSecret, testKey} {
			if strings.Contains(log.String(), secret) {
				t.Errorf("the log holds a secret:\n%s", log)
			}
		}
	})
	return &testServer{server: s, t: t, log: log}
}

// in is the same server for a subtest, so that failures are told there.
func (s *testServer) in(t *testing.T) *testServer {
	return &testServer{server: s.server, t: t, log: s.log}
}

// mint signs claims as the token server of an application does.
func mint(claims fields) string { return mintWith("HS256", testSecret, claims) }

func mintWith(algorithm, secret string, claims fields) string {
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode(mustMarshal(fields{"alg": algorithm, "typ": "JWT"})) + "." + encode(mustMarshal(claims))
	newHash := hashFor(algorithm)
	if newHash == nil {
		return signed + "."
	}
	mac := hmac.New(newHash, []byte(secret))
	mac.Write([]byte(signed))
	return signed + "." + encode(mac.Sum(nil))
}

func fromNow(d time.Duration) int64 { return time.Now().Add(d).Unix() }

// post sends an API request with the key and gives "status body".
func (s *testServer) post(method, body string) string {
	s.t.Helper()
	return s.request(http.MethodPost, method, body, http.Header{"X-Api-Key": {testKey}})
}

// postRoot sends commands that hold their methods.
func (s *testServer) postRoot(body string) string {
	s.t.Helper()
	return s.requestPath(http.MethodPost, "", body, http.Header{"X-Api-Key": {testKey}})
}

func (s *testServer) request(verb, method, body string, header http.Header) string {
	s.t.Helper()
	return s.requestPath(verb, "/"+method, body, header)
}

// requestPath sends to a path below that of the API.
func (s *testServer) requestPath(verb, path, body string, header http.Header) string {
	s.t.Helper()
	request, err := http.NewRequest(verb, s.ready().APIURL+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header = header
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response.Status[:3] + " " + string(answer)
}

// epoch is that of the stream of a channel.
func (s *testServer) epoch(channel string) string {
	s.t.Helper()
	var answer struct {
		Result struct {
			Epoch string `json:"epoch"`
		} `json:"result"`
	}
	_, body, _ := strings.Cut(s.post("history", `{"channel":"`+channel+`"}`), " ")
	if err := json.Unmarshal([]byte(body), &answer); err != nil || answer.Result.Epoch == "" {
		s.t.Fatalf("no epoch in %s", body)
	}
	return answer.Result.Epoch
}

// testClient is a bare WebSocket that knows nothing of the protocol but how
// messages are put into frames.
type testClient struct {
	t       *testing.T
	socket  *websocket.Conn
	id      string
	pending []string
}

func (s *testServer) dial(subprotocols ...string) *testClient {
	s.t.Helper()
	return dial(s.t, s.ready().WSURL, subprotocols...)
}

// dialWith sends headers with the upgrade.
func (s *testServer) dialWith(header http.Header) *testClient {
	s.t.Helper()
	return dialOptions(s.t, s.ready().WSURL, &websocket.DialOptions{HTTPHeader: header})
}

func dial(t *testing.T, url string, subprotocols ...string) *testClient {
	t.Helper()
	return dialOptions(t, url, &websocket.DialOptions{Subprotocols: subprotocols})
}

func dialOptions(t *testing.T, url string, options *websocket.DialOptions) *testClient {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	socket, _, err := websocket.Dial(ctx, url, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.CloseNow() })
	return &testClient{t: t, socket: socket}
}

// connect dials and is admitted with the claims.
func (s *testServer) connect(claims fields) *testClient {
	s.t.Helper()
	c := s.dial()
	c.send(`{"id":1,"connect":{"token":"` + mint(claims) + `"}}`)
	c.learnID(c.next())
	return c
}

func (c *testClient) learnID(message string) {
	c.t.Helper()
	var reply struct {
		Connect struct {
			Client string `json:"client"`
		} `json:"connect"`
	}
	if err := json.Unmarshal([]byte(message), &reply); err != nil || reply.Connect.Client == "" {
		c.t.Fatalf("not connected: %s", message)
	}
	c.id = reply.Connect.Client
}

func (c *testClient) send(frame string) {
	c.t.Helper()
	c.write(websocket.MessageText, []byte(frame))
}

func (c *testClient) write(kind websocket.MessageType, frame []byte) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := c.socket.Write(ctx, kind, frame); err != nil {
		c.t.Fatal(err)
	}
}

func (c *testClient) read() ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, frame, err := c.socket.Read(ctx)
	return frame, err
}

// next is the next message; the server may put several into one frame.
func (c *testClient) next() string {
	c.t.Helper()
	for len(c.pending) == 0 {
		frame, err := c.read()
		if err != nil {
			c.t.Fatal(err)
		}
		c.pending = strings.Split(strings.TrimSuffix(string(frame), "\n"), "\n")
	}
	message := c.pending[0]
	c.pending = c.pending[1:]
	return message
}

func (c *testClient) expect(want ...string) {
	c.t.Helper()
	for _, message := range want {
		if got := c.next(); got != message {
			c.t.Fatalf("message\n got %s\nwant %s", got, message)
		}
	}
}

// ask sends a command and expects what comes next.
func (c *testClient) ask(command string, want ...string) {
	c.t.Helper()
	c.send(command)
	c.expect(want...)
}

// expectClose reads up to the close frame.
func (c *testClient) expectClose(code int, reason string) {
	c.t.Helper()
	for {
		_, err := c.read()
		if err == nil {
			continue
		}
		var closed websocket.CloseError
		if !errors.As(err, &closed) {
			c.t.Fatalf("no close frame: %v", err)
		}
		if int(closed.Code) != code || closed.Reason != reason {
			c.t.Fatalf("closed with %d %q, want %d %q", closed.Code, closed.Reason, code, reason)
		}
		return
	}
}
