// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/jsonelision.h"

#include "centrifuge/codec/jsonvalues.h"
#include "text/utf8.h"
#include "text/views.h"

#include <algorithm>
#include <utility>

namespace Centrifuge::Json {

namespace {

constexpr qsizetype LargeLine = qsizetype(4) * 1024 * 1024;
constexpr qsizetype MinPayload = 1024; // what is smaller is not worth an entry
/** Of what is left. A message has at most MaxListEntries entries of a few values each. */
constexpr std::size_t MaxTokens = std::size_t(4) * 1024 * 1024;
/** Messages are not nested deeper by far; beyond it nothing is taken out. */
constexpr std::size_t MaxDepth = 32;

struct Span
{
    qsizetype begin = 0;
    qsizetype end = 0;
};

thread_local const Elision *current = nullptr;

/** Finds the payloads of a line, in one pass. */
class Scan
{
public:
    explicit Scan(QByteArrayView line)
        : m_line(line)
    {
    }

    std::vector<Span> run();

private:
    void readToken(char c);
    void readString();
    qsizetype endOfString(qsizetype opening) const;
    void open();
    void close();
    qsizetype endOfContainer() const;
    bool isPayload() const;
    void count();

    const QByteArrayView m_line;
    qsizetype m_at = 0;
    std::size_t m_tokens = 0;
    QByteArrayView m_key; ///< of the value that comes next
    std::vector<QByteArrayView> m_parents; ///< the keys of what is open
    std::size_t m_deeper = 0; ///< what is open beyond MaxDepth
    std::vector<Span> m_spans;
};

std::vector<Span> Scan::run()
{
    while (m_at < m_line.size()) {
        readToken(m_line.at(m_at));
    }
    return std::move(m_spans);
}

void Scan::readToken(char c)
{
    switch (c) {
    case '"':
        readString();
        return;
    case '{':
    case '[':
        open();
        return;
    case '}':
    case ']':
        close();
        break;
    case ',':
        m_key = {};
        count();
        break;
    case ':':
        count();
        break;
    default:
        break;
    }
    ++m_at;
}

void Scan::readString()
{
    const qsizetype end = endOfString(m_at);
    m_key = m_line.sliced(m_at + 1, end - m_at - 2); // or a value; then a comma follows
    m_at = end;
    count();
}

/** Behind the closing quote. */
qsizetype Scan::endOfString(qsizetype opening) const
{
    for (qsizetype at = opening + 1; at < m_line.size(); ++at) {
        const char c = m_line.at(at);
        if (c == '"') {
            return at + 1;
        }
        if (static_cast<unsigned char>(c) < 0x20) {
            fail(simdjson::UNESCAPED_CHARS);
        }
        at += c == '\\' ? 1 : 0;
    }
    fail(simdjson::UNCLOSED_STRING);
}

void Scan::open()
{
    if (isPayload()) {
        const qsizetype end = endOfContainer();
        if (end - m_at >= MinPayload) {
            m_spans.push_back({m_at, end});
            m_at = end;
            count();
            return;
        }
    }
    if (m_parents.size() < MaxDepth) {
        m_parents.push_back(m_key);
    } else {
        ++m_deeper;
    }
    m_key = {};
    count();
    ++m_at;
}

void Scan::close()
{
    if (m_deeper > 0) {
        --m_deeper;
    } else if (!m_parents.empty()) {
        m_parents.pop_back();
    }
    m_key = {};
    count();
}

/** In these two maps the names are those of channels and clients. */
bool Scan::isPayload() const
{
    return m_deeper == 0 && m_key == "data" && !m_parents.empty() && m_parents.back() != "subs"
        && m_parents.back() != "presence";
}

/** As simdjson skips a value: it counts brackets, whatever their kind. */
qsizetype Scan::endOfContainer() const
{
    qsizetype depth = 0;
    for (qsizetype at = m_at; at < m_line.size();) {
        const char c = m_line.at(at);
        if (c == '"') {
            at = endOfString(at);
            continue;
        }
        depth += (c == '{' || c == '[') ? 1 : (c == '}' || c == ']') ? -1 : 0;
        ++at;
        if (depth == 0) {
            return at;
        }
    }
    fail(simdjson::INCOMPLETE_ARRAY_OR_OBJECT);
}

void Scan::count()
{
    if (++m_tokens > MaxTokens) {
        fail(simdjson::CAPACITY);
    }
}

std::vector<Span> payloadsOf(QByteArrayView line)
{
    if (line.size() <= LargeLine) {
        return {};
    }
    if (!Text::isUtf8(Text::view(line))) {
        fail(simdjson::UTF8_ERROR);
    }
    return Scan(line).run();
}

} // namespace

Elision::Elision(QByteArrayView line)
{
    qsizetype begin = 0;
    for (const Span &span : payloadsOf(line)) {
        m_memory.append(line.sliced(begin, span.begin - begin));
        m_payloads.push_back(
            {m_memory.size(),
             {line.data() + span.begin, static_cast<std::size_t>(span.end - span.begin)}});
        m_memory.append('0');
        begin = span.end;
    }
    if (!isEmpty()) {
        m_memory.append(line.sliced(begin));
        m_size = static_cast<std::size_t>(m_memory.size());
        m_memory.append(static_cast<qsizetype>(simdjson::SIMDJSON_PADDING), ' ');
    }
    m_outer = std::exchange(current, this); // last: what threw was never there
}

Elision::~Elision()
{
    current = m_outer;
}

std::string_view Elision::payloadAt(std::string_view value)
{
    if (current == nullptr || current->isEmpty()) {
        return value;
    }
    const qsizetype place = value.data() - current->m_memory.constData();
    const std::vector<Payload> &payloads = current->m_payloads;
    const auto found =
        std::lower_bound(payloads.begin(), payloads.end(), place,
                         [](const Payload &payload, qsizetype at) { return payload.place < at; });
    return found != payloads.end() && found->place == place ? found->text : value;
}

} // namespace Centrifuge::Json
