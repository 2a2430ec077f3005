// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test binary be the program itself, so that the tests see
// real processes, signals and exit codes.
func TestMain(m *testing.M) {
	if os.Getenv("BE_THE_LOCAL_SERVER") != "" {
		main()
	}
	os.Exit(m.Run())
}

type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	stdout *bufio.Reader
	stderr safeBuffer
}

func spawn(t *testing.T, configuration string, arguments ...string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.Command(os.Args[0], arguments...)}
	p.cmd.Env = append(os.Environ(), "BE_THE_LOCAL_SERVER=1")
	p.cmd.Stderr = &p.stderr
	stdin, err := p.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.stdin, p.stdout = stdin, bufio.NewReader(stdout)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	if _, err := io.WriteString(stdin, configuration); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *process) ready() readyLine {
	p.t.Helper()
	line, err := p.stdout.ReadString('\n')
	if err != nil {
		p.t.Fatalf("%v, standard error: %s", err, &p.stderr)
	}
	var ready readyLine
	if err := json.Unmarshal([]byte(line), &ready); err != nil {
		p.t.Fatal(err)
	}
	return ready
}

// expectExit waits for the end of the process.
func (p *process) expectExit(code int) {
	p.t.Helper()
	killed := time.AfterFunc(patience, func() { _ = p.cmd.Process.Kill() })
	defer killed.Stop()
	err := p.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	}
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.t.Fatalf("exit code %d, want %d, standard error: %s", got, code, &p.stderr)
	}
}

func oneLine(configuration string) string {
	return strings.ReplaceAll(configuration, "\n", "") + "\n"
}

func TestReadyLine(t *testing.T) {
	p := spawn(t, oneLine(testConfigJSON))
	got := p.ready()
	address := fmt.Sprintf("127.0.0.1:%d", got.Port)
	want := readyLine{address, got.Port, "ws://" + address + "/connection/websocket", "http://" + address + "/api", engineVersion}
	if got != want || got.Port == 0 {
		t.Fatalf("\n got %+v\nwant %+v", got, want)
	}
	response, err := http.Get("http://" + address + "/health")
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatal(response, err)
	}
	_ = response.Body.Close()
	_ = p.stdin.Close()
	if rest, _ := io.ReadAll(p.stdout); len(rest) > 0 {
		t.Errorf("more on standard output: %s", rest)
	}
	p.expectExit(exitDone)
}

func TestEndsWithItsParent(t *testing.T) {
	for name, end := range map[string]func(*process){
		"standard input closes": func(p *process) { _ = p.stdin.Close() },
		"SIGTERM":               func(p *process) { _ = p.cmd.Process.Signal(syscall.SIGTERM) },
		"SIGINT":                func(p *process) { _ = p.cmd.Process.Signal(os.Interrupt) },
	} {
		t.Run(name, func(t *testing.T) {
			p := spawn(t, testConfigJSON) // several lines, no end of line
			ready := p.ready()
			c := dial(t, ready.WSURL)
			c.send(`{"id":1,"connect":{"token":"` + mint(fields{"sub": "42"}) + `"}}`)
			c.learnID(c.next())
			end(p)
			c.expectClose(3001, "shutdown")
			p.expectExit(exitDone)
			if _, err := net.DialTimeout("tcp", ready.Address, time.Second); err == nil {
				t.Error("somebody still listens")
			}
		})
	}
}

func TestSilentConnectionsDoNotKeepItAlive(t *testing.T) {
	p := spawn(t, oneLine(testConfigJSON))
	ready := p.ready()
	silent, err := net.Dial("tcp", ready.Address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	dial(t, ready.WSURL) // never reads, never answers
	_ = p.stdin.Close()
	p.expectExit(exitDone)
}

func TestPortInUse(t *testing.T) {
	first := spawn(t, oneLine(testConfigJSON))
	port := first.ready().Port
	second := spawn(t, fmt.Sprintf(`{"http_server":{"port":%d}}`, port))
	second.expectExit(exitFailed)
	want := fmt.Sprintf("realtime-local-server: cannot listen on 127.0.0.1:%d: bind: address already in use\n", port)
	if got := second.stderr.String(); got != want {
		t.Fatalf("\n got %q\nwant %q", got, want)
	}
}

func TestTheSamePortAfterARestart(t *testing.T) {
	p := spawn(t, oneLine(testConfigJSON))
	ready := p.ready()
	c := dial(t, ready.WSURL) // leaves a connection behind
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
	_ = c.socket.CloseNow()
	again := spawn(t, fmt.Sprintf(`{"http_server":{"port":%d}}`, ready.Port))
	if got := again.ready(); got != ready {
		t.Fatalf("\n got %+v\nwant %+v", got, ready)
	}
}

func TestWrongUse(t *testing.T) {
	for name, test := range map[string]struct {
		configuration string
		arguments     []string
		want          string
	}{
		"wrong type":    {`{"http_api":{"key":["` + testKey + `"]}}`, nil, "realtime-local-server: configuration: \"http_api.key\" must be a string, not a JSON array\n"},
		"an argument":   {"", []string{"serve"}, "realtime-local-server: takes no arguments; the configuration comes on standard input\n"},
		"unknown field": {`{"canary":1}`, nil, "realtime-local-server: configuration: unknown field \"canary\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p := spawn(t, test.configuration, test.arguments...)
			_ = p.stdin.Close()
			p.expectExit(exitUsage)
			if got := p.stderr.String(); got != test.want {
				t.Fatalf("\n got %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestVersionOption(t *testing.T) {
	p := spawn(t, "", "--version")
	line, _ := p.stdout.ReadString('\n')
	p.expectExit(exitDone)
	if !strings.HasPrefix(line, "realtime-local-server, centrifuge "+engineVersion+", go") {
		t.Fatal(line)
	}
}
