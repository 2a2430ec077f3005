// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The older form of the API, which some clients use alone: POST /api with
// {"method":…,"params":…}, or several of them one after the other.

// commandMethod is the number of a method; its name is also taken, in any case.
type commandMethod int32

// commandMethods have their number as index. Those of Centrifugo PRO are known,
// but not found; 13 is no method.
var commandMethods = []string{
	"publish", "broadcast", "unsubscribe", "disconnect", "presence", "presence_stats",
	"history", "history_remove", "channels", "info", "rpc", "subscribe", "refresh", "",
	"connections", "update_user_status", "get_user_status", "delete_user_status",
	"block_user", "unblock_user", "revoke_token", "invalidate_user_tokens",
	"device_register", "device_update", "device_remove", "device_list",
	"device_topic_list", "device_topic_update", "user_topic_list", "user_topic_update",
	"send_push_notification", "update_push_status", "cancel_push",
	"map_publish", "map_remove", "map_read_state", "map_read_stream", "map_stats", "map_clear",
	"shared_poll_publish",
}

func (m *commandMethod) UnmarshalJSON(data []byte) error {
	if len(data) > 2 {
		name := strings.ToLower(string(data[1 : len(data)-1]))
		if number := slices.Index(commandMethods, name); number >= 0 {
			*m = commandMethod(number)
			return nil
		}
	}
	number, err := strconv.Atoi(string(data))
	*m = commandMethod(number)
	return err
}

type apiCommand struct {
	ID     uint32          `json:"id"`
	Method commandMethod   `json:"method"`
	Params json.RawMessage `json:"params"`
}

type apiReply struct {
	ID     uint32          `json:"id,omitempty"`
	Error  *apiError       `json:"error,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
}

// serveCommands answers one line for each command. What cannot be decoded makes
// the whole answer 400, though what came before it was done.
func (a api) serveCommands(w http.ResponseWriter, r *http.Request) {
	body, ok := readBody(w, r)
	if !ok {
		return
	}
	if len(body) == 0 {
		writeBadRequest(w)
		return
	}
	var replies [][]byte
	for decoder := json.NewDecoder(bytes.NewReader(body)); ; {
		var command apiCommand
		err := decoder.Decode(&command)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			writeBadRequest(w)
			return
		}
		reply, err := json.Marshal(a.answer(command))
		if err != nil { // a binary payload
			http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
			return
		}
		replies = append(replies, reply)
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(bytes.Join(replies, []byte{'\n'})) // the caller is gone: nothing to be done
}

// answer runs one command. Its errors are in the envelope in any error mode.
func (a api) answer(command apiCommand) apiReply {
	reply := apiReply{ID: command.ID, Error: apiErrorNotFound}
	if command.Method < 0 || int(command.Method) >= len(commandMethods) {
		return reply
	}
	name := commandMethods[command.Method]
	known := a.methods()
	i := slices.IndexFunc(known, func(m namedMethod) bool { return m.name == name })
	if i < 0 {
		return reply
	}
	parameters := command.Params
	if name == "info" {
		parameters = emptyResult // it has none, whatever is given
	}
	run, err := known[i].run(parameters)
	if err != nil {
		reply.Error = apiErrorBadRequest
		return reply
	}
	reply.Result, reply.Error = run()
	return reply
}
