// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Command realtime-local-server is the real centrifuge engine with the outside
// of Centrifugo, for the first run, demonstrations and tests of Realtime
// Monitor. README.md says how to use it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(arguments []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("realtime-local-server", flag.ContinueOnError)
	flags.SetOutput(stderr)
	version := flags.Bool("version", false, "print the version of the engine and exit")
	if err := flags.Parse(arguments); err != nil {
		return exitUsage
	}
	if *version {
		fmt.Fprintf(stdout, "realtime-local-server, centrifuge %s, %s\n", engineVersion, runtime.Version())
		return exitDone
	}
	if flags.NArg() > 0 {
		fmt.Fprintln(stderr, "realtime-local-server: takes no arguments; the configuration comes on standard input")
		return exitUsage
	}
	config, err := readConfig(stdin)
	if err != nil {
		fmt.Fprintln(stderr, "realtime-local-server: configuration:", err)
		return exitUsage
	}
	if err := serve(config, stdin, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "realtime-local-server:", err)
		return exitFailed
	}
	return exitDone
}

// serve runs the server until the parent closes standard input, or a signal
// comes. Whatever happens to the parent, its end of the pipe closes, so no
// server outlives it.
func serve(c config, stdin io.Reader, stdout, stderr io.Writer) error {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	log := slog.New(slog.NewTextHandler(stderr, nil))
	server, err := newServer(c, log)
	if err != nil {
		return err
	}
	served := make(chan error, 1)
	go func() { served <- server.serve() }()
	parentGone := make(chan struct{})
	go func() {
		defer close(parentGone)
		_, _ = io.Copy(io.Discard, stdin)
	}()
	if err := json.NewEncoder(stdout).Encode(server.ready()); err != nil {
		return fmt.Errorf("cannot say that the server is ready: %w", err)
	}
	select {
	case err := <-served:
		return err
	case <-signals:
	case <-parentGone:
	}
	signal.Stop(signals) // a second signal ends the program at once
	server.shutdown()
	return nil
}
