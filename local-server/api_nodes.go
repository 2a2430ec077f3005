// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/centrifugal/centrifuge"
	"github.com/gobwas/glob"
)

// The methods that ask all nodes.

type channelsParameters struct {
	Pattern string `json:"pattern"`
}

type channelInfo struct {
	NumClients int `json:"num_clients"`
}

// channels lists the channels that have subscribers on any node, by a glob
// pattern in which * stops at nothing.
func (a api) channels(p channelsParameters) ([]byte, *apiError) {
	if _, err := glob.Compile(p.Pattern); err != nil {
		return nil, a.internal("channels", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), surveyTimeout)
	defer cancel()
	answers, err := a.node.Survey(ctx, surveyChannels, []byte(p.Pattern), "")
	if err != nil {
		return nil, a.internal("channels", err)
	}
	found := map[string]channelInfo{}
	for _, answer := range answers {
		var ofNode map[string]channelInfo
		if err := json.Unmarshal(answer.Data, &ofNode); answer.Code != surveyDone || err != nil {
			return nil, a.internal("channels", fmt.Errorf("a node answered with code %d: %w", answer.Code, err))
		}
		for channel, info := range ofNode {
			info.NumClients += found[channel].NumClients
			found[channel] = info
		}
	}
	return mustMarshal(struct {
		Channels map[string]channelInfo `json:"channels"`
	}{found}), nil
}

// The one question that nodes ask each other, and the codes of the answer.
const (
	surveyChannels        = "channels"
	surveyDone     uint32 = 0
	surveyUnknown  uint32 = 1
	surveyTimeout         = 3 * time.Second
)

func (a api) answerSurvey(event centrifuge.SurveyEvent, done centrifuge.SurveyCallback) {
	pattern, err := glob.Compile(string(event.Data))
	if event.Op != surveyChannels || err != nil {
		done(centrifuge.SurveyReply{Code: surveyUnknown})
		return
	}
	hub := a.node.Hub()
	found := map[string]channelInfo{}
	for _, channel := range hub.Channels() {
		if len(event.Data) > 0 && !pattern.Match(channel) {
			continue
		}
		if count := hub.NumSubscribers(channel); count > 0 {
			found[channel] = channelInfo{NumClients: count}
		}
	}
	done(centrifuge.SurveyReply{Code: surveyDone, Data: mustMarshal(found)})
}

type nodeMetrics struct {
	Interval float64            `json:"interval"`
	Items    map[string]float64 `json:"items"`
}

type nodeResult struct {
	UID         string       `json:"uid"`
	Name        string       `json:"name"`
	Version     string       `json:"version"`
	NumClients  uint32       `json:"num_clients"`
	NumUsers    uint32       `json:"num_users"`
	NumChannels uint32       `json:"num_channels"`
	Uptime      uint32       `json:"uptime"`
	Metrics     *nodeMetrics `json:"metrics,omitempty"`
	NumSubs     uint32       `json:"num_subs"`
}

// info gives what each node last reported of itself: the counts lag by some
// seconds, as with Centrifugo.
func (a api) info(struct{}) ([]byte, *apiError) {
	info, err := a.node.Info()
	if err != nil {
		return nil, a.internal("info", err)
	}
	nodes := make([]nodeResult, len(info.Nodes))
	for i, node := range info.Nodes {
		nodes[i] = nodeResult{
			UID: node.UID, Name: node.Name, Version: node.Version,
			NumClients: node.NumClients, NumUsers: node.NumUsers,
			NumChannels: node.NumChannels, NumSubs: node.NumSubs, Uptime: node.Uptime,
		}
		if node.Metrics != nil {
			nodes[i].Metrics = &nodeMetrics{Interval: node.Metrics.Interval, Items: node.Metrics.Items}
		}
	}
	return mustMarshal(struct {
		Nodes []nodeResult `json:"nodes"`
	}{nodes}), nil
}
