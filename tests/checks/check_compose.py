"""compose.yaml starts the Centrifugo that .env.example describes, alone or as two nodes, and reaches it from this machine
only.

Takes the build folder: the local server there, where it is built, reads the options as Centrifugo does."""

import json
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

from project import ROOT, finish, read

# Our variable -> the name Centrifugo v6 reads it under. The URLs are for the program alone.
MAPPED = {
    "CENTRIFUGO_API_KEY": "CENTRIFUGO_HTTP_API_KEY",
    "CENTRIFUGO_TOKEN_HMAC_SECRET": "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY",
}
URLS = {
    "CENTRIFUGO_WS_URL": "ws://localhost:8000/connection/websocket",
    "CENTRIFUGO_API_URL": "http://localhost:8000/api",
}
CHANNEL = "CENTRIFUGO_CHANNEL_WITHOUT_NAMESPACE_"
OPTIONS = {
    "CENTRIFUGO_HEALTH_ENABLED": "true",
    CHANNEL + "ALLOW_SUBSCRIBE_FOR_CLIENT": "true",
    CHANNEL + "ALLOW_USER_LIMITED_CHANNELS": "true",
    CHANNEL + "PRESENCE": "true",
    CHANNEL + "JOIN_LEAVE": "true",
    CHANNEL + "HISTORY_SIZE": "1000",
    CHANNEL + "HISTORY_TTL": "300s",
    CHANNEL + "FORCE_RECOVERY": "true",
    CHANNEL + "ALLOW_TAGS_FILTER": "true",
    CHANNEL + "ALLOWED_DELTA_TYPES": "fossil",
}
NAMESPACES = "CENTRIFUGO_CHANNEL_NAMESPACES"
OTHER_OPTIONS = {
    NAMESPACES,
    "CENTRIFUGO_CLIENT_CHANNEL_LIMIT",
    CHANNEL + "ALLOW_HISTORY_FOR_SUBSCRIBER",
    CHANNEL + "ALLOW_PRESENCE_FOR_SUBSCRIBER",
}
# What the nodes of the cluster have on top.
ENGINE = {
    "CENTRIFUGO_ENGINE_TYPE": "redis",
    "CENTRIFUGO_ENGINE_REDIS_ADDRESS": "redis://redis:6379",
}
# Service -> its profile and the ports it has outside. The first node is the one of the URLs.
SERVICES = {
    "centrifugo": ("realtime", ["127.0.0.1:8000:8000"]),
    "node-1": ("realtime-cluster", ["127.0.0.1:8000:8000"]),
    "node-2": ("realtime-cluster", ["127.0.0.1:8001:8000"]),
    "redis": ("realtime-cluster", []),
}
PINNED = re.compile(r"^[\w./-]+:v?\d+\.\d+\.\d+(?:@sha256:[0-9a-f]{64})?$")
SUBSTITUTION = re.compile(r"^\$\{(\w+):-([^}]*)\}$")


def read_environment_example():
    lines = [line for line in read(".env.example").splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def service_problems(name, service):
    """What holds for every service."""
    profile, ports = SERVICES.get(name, (None, []))
    if service.get("profiles") != [profile]:
        yield f"{name}: is not in the profile {profile}, or not in it alone"
    if service.get("ports", []) != ports:
        yield f"{name}: has the ports {service.get('ports')}, not {ports}"
    if not PINNED.match(service.get("image", "")):
        yield f"{name}: the image {service.get('image')} is not pinned to one version"
    for port in service.get("ports", []):
        if not re.match(r"^127\.0\.0\.1:\d+:\d+$", str(port)):
            yield f"{name}: the port {port} is not on 127.0.0.1"
    health = "redis-cli ping" if name == "redis" else "/health"
    if health not in " ".join(service.get("healthcheck", {}).get("test", [])):
        yield f"{name}: has no health check with {health}"
    if "env_file" in service:
        yield f"{name}: env_file hands over every variable, also those Centrifugo reads otherwise"


def mapping_problems(environment, example):
    for ours, theirs in MAPPED.items():
        match = SUBSTITUTION.match(str(environment.get(theirs, "")))
        if not match or match[1] != ours:
            yield f"{ours} does not reach {theirs}"
        elif match[2] != example.get(ours):
            yield f"{theirs}: its default is not the value of {ours} in .env.example"
    for ours in set(example) & set(environment):
        yield f"{ours}: Centrifugo v6 does not know this name"


def option_problems(environment):
    for name, value in OPTIONS.items():
        if str(environment.get(name)) != value:
            yield f"{name}: is {environment.get(name)!r}, not {value!r}"
    for name in set(environment) - set(OPTIONS) - set(MAPPED.values()) - OTHER_OPTIONS:
        yield f"{name}: is not among the names this check knows; look it up and add it"
    try:
        names = [namespace["name"] for namespace in json.loads(environment.get(NAMESPACES, ""))]
    except (ValueError, TypeError, KeyError) as error:
        yield f"{NAMESPACES}: is not a JSON array of namespaces ({error})"
    else:
        if names != ["chat", "plain"]:
            yield f"{NAMESPACES}: has {names}, the local server has chat and plain"


def cluster_problems(services):
    """A node is the single Centrifugo with an engine, once Redis is there."""
    alone = services["centrifugo"]
    for name in ("node-1", "node-2"):
        node = services[name]
        if node.get("environment") != alone["environment"] | ENGINE:
            yield f"{name}: its environment is not that of centrifugo with {ENGINE}"
        if node.get("image") != alone["image"]:
            yield f"{name}: is another version than centrifugo"
        if node.get("depends_on", {}).get("redis", {}).get("condition") != "service_healthy":
            yield f"{name}: does not wait for Redis"


def example_problems(example):
    for name in sorted(set(example) ^ (set(MAPPED) | set(URLS))):
        yield f".env.example: {name} is missing or unknown"
    for name, value in URLS.items():
        if example.get(name) != value:
            yield f".env.example: {name} is not the program's default, {value}"
    for name in MAPPED:
        if "dev-only" not in example.get(name, ""):
            yield f".env.example: {name} does not say that it is for development only"


def as_configuration(environment):
    """The channel options as a configuration file has them; types follow the name or the look of the value."""
    def typed(name, value):
        if name.endswith("_TYPES"):
            return value.split(",")
        return json.loads(value) if re.match(r"^(?:true|false|\d+)$", value) else value

    options = {
        name[len(CHANNEL):].lower(): typed(name, str(value))
        for name, value in environment.items() if name.startswith(CHANNEL)
    }
    namespaces = json.loads(environment[NAMESPACES])
    return {
        "http_server": {"port": 0},
        "http_api": {"key": "check"},
        "client": {"token": {"hmac_secret_key": "check"}},
        "channel": {"without_namespace": options, "namespaces": namespaces},
    }


def local_server_problems(environment):
    """The local server has Centrifugo's names and refuses others. It ends when its input does."""
    if len(sys.argv) < 2 or not (program := pathlib.Path(sys.argv[1]) / "realtime-local-server").exists():
        print("no local server is built: it is not asked")
        return
    configuration = json.dumps(as_configuration(environment))
    result = subprocess.run([str(program)], input=configuration, capture_output=True, text=True, timeout=60)
    if result.returncode:
        yield f"the local server does not take these options: {result.stderr.strip()}"


def docker_problems():
    """What Docker itself thinks, where there is one with compose."""
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        print("no `docker compose` here: its own opinion is not asked")
        return
    for profile in ("realtime", "realtime-cluster"):
        command = [docker, "compose", "--env-file", ".env.example", "--profile", profile, "config", "--quiet"]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if result.returncode:
            yield f"docker compose --profile {profile} config: {result.stderr.strip()}"


services = yaml.safe_load(read("compose.yaml"))["services"]
example = read_environment_example()
centrifugo = services["centrifugo"]
problems = [problem for name, service in services.items() for problem in service_problems(name, service)]
if set(services) != set(SERVICES):
    problems.append(f"the services are {sorted(services)}, not {sorted(SERVICES)}")
else:
    problems += cluster_problems(services)
problems += mapping_problems(centrifugo["environment"], example)
problems += option_problems(centrifugo["environment"])
problems += example_problems(example)
problems += docker_problems()
if not problems:
    problems += local_server_problems(centrifugo["environment"])
finish(problems, "compose.yaml and .env.example")
