// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"github.com/centrifugal/centrifuge"
)

// maxBodyBytes limits one request. Centrifugo has no limit here; this one lets
// publications pass that are larger than any client takes.
const maxBodyBytes = 128 << 20

// errorModeTransport is the mode in which an error has an HTTP status of its own.
const errorModeTransport = "transport"

// apiError is an answer inside the envelope. By default it comes with HTTP
// status 200; only in transport mode its own status is used.
type apiError struct {
	Code    uint32 `json:"code"`
	Message string `json:"message"`
	status  int
}

var (
	apiErrorInternal       = &apiError{100, "internal server error", http.StatusInternalServerError}
	apiErrorUnknownChannel = &apiError{102, "unknown channel", http.StatusNotFound}
	apiErrorNotFound       = &apiError{104, "not found", http.StatusNotFound}
	apiErrorBadRequest     = &apiError{107, "bad request", http.StatusBadRequest}
	apiErrorNotAvailable   = &apiError{108, "not available", http.StatusBadRequest}
	apiErrorUnrecoverable  = &apiError{112, "unrecoverable position", http.StatusRequestedRangeNotSatisfiable}
)

// call is a request that is decoded and waits to be run. Its result is JSON.
type call func() ([]byte, *apiError)

// method decodes the parameters of a request. An error means that they are not
// what the method takes, and the whole request is answered with status 400.
type method func(parameters []byte) (call, error)

// bind makes a method of a function that takes decoded parameters.
func bind[Parameters any](run func(Parameters) ([]byte, *apiError)) method {
	return func(raw []byte) (call, error) {
		var parameters Parameters
		if err := json.Unmarshal(raw, &parameters); err != nil {
			return nil, err
		}
		return func() ([]byte, *apiError) { return run(parameters) }, nil
	}
}

// api is Centrifugo's HTTP API: POST /api/<method> with a JSON body, or POST /api
// with the method inside it.
type api struct {
	node   *centrifuge.Node
	rules  rules
	config httpAPIConfig
	log    *slog.Logger
}

type namedMethod struct {
	name string
	run  method
}

// methods are in the order in which a batch looks for the one of a command; so
// are the fields of batchCommand.
func (a api) methods() []namedMethod {
	return []namedMethod{
		{"publish", bind(a.publish)},
		{"broadcast", bind(a.broadcast)},
		{"subscribe", bind(a.subscribe)},
		{"unsubscribe", bind(a.unsubscribe)},
		{"disconnect", bind(a.disconnect)},
		{"history", bind(a.history)},
		{"history_remove", bind(a.historyRemove)},
		{"presence", bind(a.presence)},
		{"presence_stats", bind(a.presenceStats)},
		{"info", bind(a.info)},
		{"rpc", bind(a.rpc)},
		{"refresh", bind(a.refresh)},
		{"channels", bind(a.channels)},
		{"map_publish", bind(a.keyNotForStreams)},
		{"map_remove", bind(a.keyNotForStreams)},
		{"map_read_state", bind(a.notForStreams)},
		{"map_read_stream", bind(a.notForStreams)},
		{"map_stats", bind(a.notForStreams)},
		{"map_clear", bind(a.notForStreams)},
		{"shared_poll_publish", bind(a.sharedPollNotForStreams)},
	}
}

// install registers the methods; any other path under /api/ gets the text
// answer 404 of the multiplexer.
func (a api) install(mux *http.ServeMux) {
	for _, method := range a.methods() {
		mux.Handle("/api/"+method.name, a.guard(a.serveMethod(method.run)))
	}
	mux.Handle("/api/batch", a.guard(http.HandlerFunc(a.serveBatch)))
	mux.Handle("/api", a.guard(http.HandlerFunc(a.serveCommands)))
}

// guard lets only POST with the right key through: 405 or 401, both with an
// empty body.
func (a api) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		if !a.config.Insecure && !a.authorized(r) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBodyBytes)
		next.ServeHTTP(w, r)
	})
}

// authorized looks for the key in the order of Centrifugo: X-API-Key,
// Authorization: apikey KEY, ?api_key=KEY.
func (a api) authorized(r *http.Request) bool {
	if key := r.Header.Get("X-API-Key"); key != "" {
		return a.isKey(key) || a.isKey(r.URL.Query().Get("api_key"))
	}
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "apikey") && a.isKey(strings.TrimSpace(key)) {
		return true
	}
	return a.isKey(r.URL.Query().Get("api_key"))
}

// isKey compares digests, in constant time, so that not even the length of the
// key can be measured. Without a configured key nothing is accepted.
func (a api) isKey(given string) bool {
	want, have := sha256.Sum256([]byte(a.config.Key)), sha256.Sum256([]byte(given))
	return subtle.ConstantTimeCompare(want[:], have[:]) == 1 && a.config.Key != ""
}

func (a api) serveMethod(decode method) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := readBody(w, r)
		if !ok {
			return
		}
		run, err := decode(body)
		if err != nil {
			writeBadRequest(w)
			return
		}
		result, failure := run()
		if failure != nil {
			a.log.Info("API call refused", "path", r.URL.Path, "code", failure.Code, "why", failure.Message)
			a.writeError(w, r, failure)
			return
		}
		writeJSON(w, http.StatusOK, object("result", result))
	})
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		return body, true
	}
	status := http.StatusInternalServerError
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		status = http.StatusRequestEntityTooLarge
	}
	http.Error(w, http.StatusText(status), status)
	return nil, false
}

// writeError answers in the envelope, or, in transport mode, with the bare
// error object and a status of its own.
func (a api) writeError(w http.ResponseWriter, r *http.Request, failure *apiError) {
	if a.config.ErrorMode == errorModeTransport || r.Header.Get("X-Centrifugo-Error-Mode") == errorModeTransport {
		writeJSON(w, failure.status, mustMarshal(failure))
		return
	}
	writeJSON(w, http.StatusOK, object("error", mustMarshal(failure)))
}

// writeJSON answers as Centrifugo's encoder does, also inside payloads: without
// spaces between the values, and with <, > and & escaped.
func writeJSON(w http.ResponseWriter, status int, body []byte) {
	body, err := json.Marshal(json.RawMessage(body))
	if err != nil {
		// A binary payload has no place in a JSON answer.
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the caller is gone: nothing to be done
}

// writeBadRequest answers a request that cannot be decoded: in plain text.
func writeBadRequest(w http.ResponseWriter) {
	http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
}

// object and array put JSON together.
func object(key string, value []byte) []byte {
	result := append([]byte(`{"`), key...)
	result = append(append(result, `":`...), value...)
	return append(result, '}')
}

func array(values []json.RawMessage) []byte {
	result := []byte{'['}
	for i, value := range values {
		if i > 0 {
			result = append(result, ',')
		}
		result = append(result, value...)
	}
	return append(result, ']')
}

// mustMarshal is for our own plain structs, which cannot fail.
func mustMarshal(value any) []byte {
	result, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return result
}
