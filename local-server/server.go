// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/centrifugal/centrifuge"
	"github.com/prometheus/client_golang/prometheus"
)

// engineVersion is the version of the engine in go.mod; a test compares them. It
// is the one inside Centrifugo 6.9.1.
const engineVersion = "0.38.1-0.20260711082514-84d40cc4dbf6"

// shutdownTimeout is that of each of two steps.
const shutdownTimeout = time.Second

// server is the engine and its HTTP front on one listening socket.
type server struct {
	node     *centrifuge.Node
	redis    *centrifuge.RedisShard // nil without Redis
	http     *http.Server
	listener net.Listener
}

// readyLine is the one line that the program prints when it can be used.
type readyLine struct {
	Address string `json:"address"`
	Port    int    `json:"port"`
	WSURL   string `json:"ws_url"`
	APIURL  string `json:"api_url"`
	Version string `json:"version"`
}

// newServer listens before it starts anything, so that a port in use leaves
// nothing behind.
func newServer(c config, log *slog.Logger) (*server, error) {
	address := net.JoinHostPort(c.HTTPServer.Address, strconv.Itoa(c.HTTPServer.Port))
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", address, reasonOf(err))
	}
	c.HTTPServer.Port = portOf(listener)
	node, redis, err := newNode(c, log)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	rules := newRules(c.Channel, c.Client.Insecure)
	clientHandler{
		node: node, rules: rules, log: log,
		tokens:             newTokenVerifier(c.Client.Token),
		subscriptionTokens: newTokenVerifier(c.Client.subscriptionToken()),
		allowAnonymous:     c.Client.AllowAnonymousConnectWithoutToken,
		refuseAnonymous:    c.Client.DisallowAnonymousConnectionTokens,
		personal:           c.Client.SubscribeToUserPersonalChannel,
	}.install()
	httpAPI := api{node: node, rules: rules, config: c.HTTPAPI, log: log}
	node.OnSurvey(httpAPI.answerSurvey)
	if err := node.Run(); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	mux := http.NewServeMux()
	webSocket := identifyByHeader(newWebsocketHandler(node, c), c.Client.UserIDHTTPHeader)
	mux.Handle("/connection/websocket", limitConnections(webSocket, c.Client, node.Hub().NumClients))
	mux.HandleFunc("/health", health)
	httpAPI.install(mux)
	return &server{
		node:     node,
		redis:    redis,
		listener: listener,
		http: &http.Server{
			Handler:           mux,
			ReadHeaderTimeout: 10 * time.Second,
			ReadTimeout:       30 * time.Second,
			IdleTimeout:       2 * time.Minute,
			ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		},
	}, nil
}

// nodeName is Centrifugo's: the host and the port.
func nodeName(port int) string {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	return host + "_" + strconv.Itoa(port)
}

func portOf(listener net.Listener) int {
	if address, ok := listener.Addr().(*net.TCPAddr); ok {
		return address.Port
	}
	return 0
}

// newNode configures the engine.
func newNode(c config, log *slog.Logger) (*centrifuge.Node, *centrifuge.RedisShard, error) {
	node, err := centrifuge.New(centrifuge.Config{
		Name:                            nodeName(c.HTTPServer.Port),
		Version:                         engineVersion,
		LogLevel:                        centrifuge.LogLevelInfo,
		LogHandler:                      func(entry centrifuge.LogEntry) { logEntry(log, entry) },
		ClientConnectIncludeServerTime:  c.Client.ConnectIncludeServerTime,
		ClientPresenceUpdateInterval:    time.Duration(c.Client.PresenceUpdateInterval),
		ClientExpiredCloseDelay:         time.Duration(c.Client.ExpiredCloseDelay),
		ClientExpiredSubCloseDelay:      time.Duration(c.Client.ExpiredSubCloseDelay),
		ClientStaleCloseDelay:           time.Duration(c.Client.StaleCloseDelay),
		ClientChannelPositionCheckDelay: time.Duration(c.Client.ChannelPositionCheckDelay),
		ClientQueueMaxSize:              c.Client.QueueMaxSize,
		ClientChannelLimit:              c.Client.ChannelLimit,
		ChannelMaxLength:                c.Channel.MaxLength,
		HistoryMaxPublicationLimit:      c.Client.HistoryMaxPublicationLimit,
		RecoveryMaxPublicationLimit:     c.Client.RecoveryMaxPublicationLimit,
		Metrics: centrifuge.MetricsConfig{
			MetricsNamespace: "centrifugo",
			// Not the global registry: it allows only one engine in a process.
			RegistererGatherer: prometheus.NewRegistry(),
		},
	})
	if err != nil {
		return nil, nil, err
	}
	redis, err := useEngine(node, c.Engine)
	return node, redis, err
}

// newWebsocketHandler serves both formats: JSON, and Protobuf by the
// subprotocol centrifuge-protobuf or by ?cf_protocol=protobuf.
func newWebsocketHandler(node *centrifuge.Node, c config) http.Handler {
	return centrifuge.NewWebsocketHandler(node, centrifuge.WebsocketConfig{
		CheckOrigin:      func(r *http.Request) bool { return originAllowed(c.Client.AllowedOrigins, r.Header.Get("Origin")) },
		MessageSizeLimit: c.WebSocket.MessageSizeLimit,
		PingPongConfig: centrifuge.PingPongConfig{
			PingInterval: time.Duration(c.Client.PingInterval),
			PongTimeout:  time.Duration(c.Client.PongTimeout),
		},
	})
}

// identifyByHeader takes the user from a header, if there is a name for it. It
// counts only for a client that is not admitted by its token or without one.
func identifyByHeader(next http.Handler, name string) http.Handler {
	if name == "" {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user := r.Header.Get(name); user != "" {
			r = r.WithContext(centrifuge.SetCredentials(r.Context(), &centrifuge.Credentials{UserID: user}))
		}
		next.ServeHTTP(w, r)
	})
}

// originAllowed: programs send no Origin and are let in; of browsers only those
// whose origin matches a pattern (else 403 at the upgrade).
func originAllowed(patterns []string, origin string) bool {
	if origin == "" {
		return true
	}
	for _, pattern := range patterns {
		matched, err := path.Match(strings.ToLower(pattern), strings.ToLower(origin))
		if pattern == "*" || err == nil && matched {
			return true
		}
	}
	return false
}

func health(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, emptyResult)
}

func (s *server) ready() readyLine {
	address := s.listener.Addr().String()
	return readyLine{
		Address: address,
		Port:    portOf(s.listener),
		WSURL:   "ws://" + address + "/connection/websocket",
		APIURL:  "http://" + address + "/api",
		Version: engineVersion,
	}
}

// serve runs until shutdown is called.
func (s *server) serve() error {
	err := s.http.Serve(s.listener)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// shutdown takes no new connections, tells every client 3001, lets running API
// calls end, and cuts off what is left after a while: a connection that never
// sent a request must not keep the program alive.
func (s *server) shutdown() {
	_ = s.listener.Close() // Shutdown closes it once more
	_ = within(s.node.Shutdown)
	if err := within(s.http.Shutdown); err != nil {
		_ = s.http.Close()
	}
	if s.redis != nil {
		s.redis.Close()
	}
}

func within(end func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	return end(ctx)
}

// reasonOf cuts the address off a network error: the caller has named it.
func reasonOf(err error) error {
	var operation *net.OpError
	if errors.As(err, &operation) {
		return operation.Err
	}
	return err
}

// logEntry passes the engine's words on, but not the commands and replies that
// it adds to them: they hold payloads.
func logEntry(log *slog.Logger, entry centrifuge.LogEntry) {
	level := slog.LevelInfo
	switch entry.Level {
	case centrifuge.LogLevelWarn:
		level = slog.LevelWarn
	case centrifuge.LogLevelError:
		level = slog.LevelError
	}
	attributes := make([]any, 0, 2*len(entry.Fields))
	for _, key := range slices.Sorted(maps.Keys(entry.Fields)) {
		if key != "command" && key != "reply" && key != "data" {
			attributes = append(attributes, key, entry.Fields[key])
		}
	}
	log.Log(context.Background(), level, entry.Message, attributes...)
}
