// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const redisPassword = "canary-redis-password"

// startRedis runs a Redis of the test's own on a Unix socket, and gives its
// address.
func startRedis(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		t.Skip("redis-server is not installed, so two nodes cannot be tested; script/bootstrap installs it")
	}
	folder, err := os.MkdirTemp("", "rm") // t.TempDir() is too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	socket := filepath.Join(folder, "s")
	redis := exec.Command(program, "-")
	redis.Stdin = strings.NewReader("port 0\nunixsocket " + socket + "\nsave \"\"\nappendonly no\ndir " + folder +
		"\nrequirepass " + redisPassword + "\n")
	if err := redis.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = redis.Process.Kill()
		_ = redis.Wait()
	})
	eventually(t, "Redis listens", func() bool {
		connection, err := net.Dial("unix", socket)
		if err != nil {
			return false
		}
		_ = connection.Close()
		return true
	})
	return "unix://:" + redisPassword + "@" + socket
}

// eventually is for what no frame or answer tells.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ticks := time.NewTicker(10 * time.Millisecond)
	defer ticks.Stop()
	for deadline := time.Now().Add(2 * patience); !holds(); <-ticks.C {
		if time.Now().After(deadline) {
			t.Fatalf("not in time: %s", what)
		}
	}
}

func withRedis(address string) func(*config) {
	return func(c *config) { c.Engine.Type, c.Engine.Redis.Address = engineRedis, address }
}

// startTwo runs two nodes of one cluster that know of each other.
func startTwo(t *testing.T, edits ...func(*config)) (a, b *testServer) {
	t.Helper()
	edits = append([]func(*config){withRedis(startRedis(t))}, edits...)
	a, b = start(t, edits...), start(t, edits...)
	t.Cleanup(func() {
		if strings.Contains(a.log.String()+b.log.String(), redisPassword) {
			t.Error("the log holds the password of Redis")
		}
	})
	eventually(t, "each node knows both", func() bool {
		return strings.Count(a.post("info", `{}`), `"uid"`) == 2 && strings.Count(b.post("info", `{}`), `"uid"`) == 2
	})
	return a, b
}

func TestPublicationsReachTheOtherNode(t *testing.T) {
	a, b := startTwo(t)
	onA, onB := a.connect(fields{"sub": "42"}), b.connect(fields{"sub": "7"})
	subscribe := `{"id":2,"subscribe":{"channel":"quiet:q"}}`
	onA.send(subscribe)
	reply := onA.next()
	epoch := a.epoch("quiet:q")
	if want := `{"id":2,"subscribe":{"recoverable":true,"epoch":"` + epoch + `","positioned":true}}`; reply != want {
		t.Fatalf("\n got %s\nwant %s", reply, want)
	}
	onB.ask(subscribe, reply)
	for i, s := range []*testServer{b, a, b} {
		want := fmt.Sprintf(`200 {"result":{"offset":%d,"epoch":"%s"}}`, i+1, epoch)
		if got := s.post("publish", fmt.Sprintf(`{"channel":"quiet:q","data":{"n":1.0,"i":%d}}`, i)); got != want {
			t.Fatalf("\n got %s\nwant %s", got, want)
		}
		for _, c := range []*testClient{onA, onB} {
			got := c.next()
			if want := fmt.Sprintf(`{"push":{"channel":"quiet:q","pub":{"data":{"n":1.0,"i":%d},"offset":%d`, i, i+1); !strings.HasPrefix(got, want) {
				t.Fatalf("\n got %s\nwant %s…", got, want)
			}
		}
	}
	for _, s := range []*testServer{a, b} {
		want := `200 {"result":{"publications":[{"data":{"n":1.0,"i":2},"offset":3}],"epoch":"` + epoch + `","offset":3}}`
		if got := s.post("history", `{"channel":"quiet:q","limit":1,"reverse":true}`); got != want {
			t.Fatalf("\n got %s\nwant %s", got, want)
		}
	}
}

func TestPresenceJoinsAndChannelsAreThoseOfTheCluster(t *testing.T) {
	a, b := startTwo(t)
	onA, onB := a.connect(fields{"sub": "42"}), b.connect(fields{"sub": "7"})
	onA.send(`{"id":2,"subscribe":{"channel":"chat:room"}}`)
	onA.next()
	onA.next() // its own join
	onB.send(`{"id":2,"subscribe":{"channel":"chat:room"}}`)
	onA.expect(`{"push":{"channel":"chat:room","join":{"info":{"user":"7","client":"` + onB.id + `"}}}}`)
	for _, s := range []*testServer{a, b} {
		if got, want := s.post("presence_stats", `{"channel":"chat:room"}`), `200 {"result":{"num_clients":2,"num_users":2}}`; got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
		got := s.post("presence", `{"channel":"chat:room"}`)
		for _, c := range []*testClient{onA, onB} {
			if !strings.Contains(got, `"client":"`+c.id+`"`) {
				t.Errorf("%s is missing in %s", c.id, got)
			}
		}
		if got, want := s.post("channels", `{"pattern":"chat:*"}`), `200 {"result":{"channels":{"chat:room":{"num_clients":2}}}}`; got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	onB.send(`{"id":3,"unsubscribe":{"channel":"chat:room"}}`)
	onA.expect(`{"push":{"channel":"chat:room","leave":{"info":{"user":"7","client":"` + onB.id + `"}}}}`)
}

func TestRecoveryAfterMovingToTheOtherNode(t *testing.T) {
	a, b := startTwo(t)
	c := a.connect(fields{"sub": "42"})
	c.ask(`{"id":2,"subscribe":{"channel":"quiet:q"}}`, `{"id":2,"subscribe":{"recoverable":true,"epoch":"`+b.epoch("quiet:q")+`","positioned":true}}`)
	b.post("publish", `{"channel":"quiet:q","data":"live"}`)
	c.next()
	a.shutdown()
	c.expectClose(3001, "shutdown")
	b.post("publish", `{"channel":"quiet:q","data":"missed 1"}`)
	b.post("publish", `{"channel":"quiet:q","data":"missed 2"}`)
	epoch := b.epoch("quiet:q")
	b.connect(fields{"sub": "42"}).ask(`{"id":2,"subscribe":{"channel":"quiet:q","recover":true,"offset":1,"epoch":"`+epoch+`"}}`,
		`{"id":2,"subscribe":{"recoverable":true,"epoch":"`+epoch+`","publications":[{"data":"missed 1","offset":2},{"data":"missed 2","offset":3}],`+
			`"recovered":true,"offset":1,"positioned":true,"was_recovering":true}}`)
}

func TestAPIReachesConnectionsOfTheOtherNode(t *testing.T) {
	a, b := startTwo(t)
	c := a.connect(fields{"sub": "42"})
	b.post("subscribe", `{"user":"42","channel":"news","data":{"w":1}}`)
	c.expect(`{"push":{"channel":"news","subscribe":{"data":{"w":1}}}}`)
	b.post("unsubscribe", `{"user":"42","channel":"news"}`)
	c.expect(`{"push":{"channel":"news","unsubscribe":{"code":2000,"reason":"server unsubscribe"}}}`)
	b.post("refresh", `{"user":"42"}`)
	c.expect(`{"push":{"refresh":{}}}`)
	b.post("disconnect", `{"user":"42"}`)
	c.expectClose(3503, "force disconnect")
}

func TestDeltaAcrossNodes(t *testing.T) {
	a, b := startTwo(t, shrinking)
	c := a.connect(fields{"sub": "42"})
	c.ask(`{"id":2,"subscribe":{"channel":"delta:d","delta":"fossil"}}`,
		`{"id":2,"subscribe":{"recoverable":true,"epoch":"`+b.epoch("delta:d")+`","positioned":true,"delta":true}}`)
	b.post("publish", `{"channel":"delta:d","data":`+longText+`,"delta":true}`)
	b.post("publish", `{"channel":"delta:d","data":`+longText2+`,"delta":true}`)
	push := `{"push":{"channel":"delta:d","pub":{"data":`
	c.expect(push+fullText+`,"offset":1}}}`, push+patch+`,"offset":2,"delta":true}}}`)
}

// A node that is killed cannot say goodbye; what it had is in Redis.
func TestAKilledNodeComesBack(t *testing.T) {
	address := startRedis(t)
	configuration := fmt.Sprintf(`{"engine":{"type":"redis","redis":{"address":%q}},%s`, address, oneLine(testConfigJSON)[1:])
	first := spawn(t, configuration)
	ready := first.ready()
	b := start(t, withRedis(address))
	c := dial(t, ready.WSURL)
	c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42"}) + `"}}`)
	c.learnID(c.next())
	c.send(`{"id":2,"subscribe":{"channel":"quiet:q"}}`)
	c.next()
	_ = first.cmd.Process.Kill()
	_ = first.cmd.Wait()
	b.post("publish", `{"channel":"quiet:q","data":"missed"}`)
	epoch := b.epoch("quiet:q")
	again := spawn(t, strings.Replace(configuration, `{`, fmt.Sprintf(`{"http_server":{"port":%d},`, ready.Port), 1))
	if got := again.ready(); got != ready {
		t.Fatalf("\n got %+v\nwant %+v", got, ready)
	}
	c = dial(t, ready.WSURL)
	c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42"}) + `"}}`)
	c.learnID(c.next())
	c.ask(`{"id":2,"subscribe":{"channel":"quiet:q","recover":true,"epoch":"`+epoch+`"}}`,
		`{"id":2,"subscribe":{"recoverable":true,"epoch":"`+epoch+`","publications":[{"data":"missed","offset":1}],"recovered":true,"positioned":true,"was_recovering":true}}`)
}

func TestRedisThatCannotBeUsed(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := free.Addr().String()
	_ = free.Close()
	for name, test := range map[string]struct{ address, want string }{
		"nobody listens": {"redis://:" + redisPassword + "@" + nobody, "connection refused"},
		"not a number":   {"redis://:" + redisPassword + "@" + nobody + "/x", "is not a number"},
		"no socket":      {"unix://:" + redisPassword + "@/nowhere/s", "no such file or directory"},
	} {
		t.Run(name, func(t *testing.T) {
			p := spawn(t, fmt.Sprintf(`{"engine":{"type":"redis","redis":{"address":%q}}}`, test.address))
			p.expectExit(exitFailed)
			got := p.stderr.String()
			if !strings.HasPrefix(got, "realtime-local-server: cannot use Redis: ") || !strings.Contains(got, test.want) || strings.Contains(got, redisPassword) {
				t.Fatal(got)
			}
		})
	}
}
