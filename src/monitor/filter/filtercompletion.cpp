// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filtercompletion.h"

#include "monitor/entry/entrynames.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/filter/filterfields.h"
#include "monitor/filter/filterreader.h"

#include <algorithm>
#include <functional>

namespace {

bool isOrdered(FilterField field)
{
    return field == FilterField::Size || field == FilterField::Time
        || field == FilterField::Latency;
}

/** Reads the text before the cursor up to the part that the cursor is in. */
class Completer
{
public:
    Completer(std::string_view text, const SeenNames &seen)
        : m_reader(text)
        , m_seen(seen)
    {
    }

    FilterCompletion completion()
    {
        while (!m_isDone) {
            readPart();
        }
        return std::move(m_found);
    }

private:
    void readPart()
    {
        m_reader.skipSpaces();
        m_found.offset = m_reader.position();
        const char next = m_reader.next();
        FilterFault fault;
        if (m_reader.isAtEnd()) {
            offerConditions({});
        } else if (next == '(' || next == ')' || next == '-') {
            m_reader.take(next);
        } else if (next == '"') {
            m_isDone = !m_reader.takeQuoted(fault);
        } else if (next == '/') {
            m_isDone = !m_reader.takeExpression(fault);
        } else {
            readWord();
        }
    }

    /** A word, or the name of a field with what follows. */
    void readWord()
    {
        const std::size_t begin = m_reader.position();
        const std::string_view name = m_reader.takeName();
        const std::optional<FilterField> field = filterField(name);
        FilterFault fault;
        const bool isBroken = field && hasPath(*field) && !m_reader.takePath(fault);
        const std::string_view rest = m_reader.takeWord();
        const std::string_view written = m_reader.text().substr(begin, m_reader.position() - begin);
        if (m_reader.isAtEnd() || isBroken) {
            m_reader.setPosition(m_reader.text().size());
            offerConditions(m_reader.text().substr(begin));
            return;
        }
        const std::size_t end = m_reader.position();
        m_reader.skipSpaces();
        if (field && rest.empty() && m_reader.isAtEnd()) {
            offerOperators(*field);
            return;
        }
        std::optional<FilterOperator> comparison = m_reader.takeOperator();
        if (!comparison && field) {
            comparison = m_reader.takeWordOperator();
        }
        if (comparison == FilterOperator::In) {
            readList(*field);
        } else if (comparison) {
            readValue(field, *comparison);
        } else {
            m_reader.setPosition(written.empty() ? end + 1 : end);
        }
    }

    void readValue(std::optional<FilterField> field, FilterOperator comparison)
    {
        m_reader.skipSpaces();
        const std::size_t begin = m_reader.position();
        FilterFault fault;
        const bool isWhole = m_reader.takeValue(comparison, fault).has_value();
        if (isWhole && !m_reader.isAtEnd()) {
            return;
        }
        m_found.offset = begin;
        m_isDone = true;
        if (field && comparison != FilterOperator::Matches) {
            offerValues(*field, m_reader.text().substr(begin));
        }
    }

    /** The cursor is in the last value of a list that is not closed. */
    void readList(FilterField field)
    {
        const std::size_t begin = m_reader.position();
        FilterFault fault;
        if (m_reader.takeList(fault)) {
            return;
        }
        const std::string_view rest = m_reader.text().substr(begin);
        const std::size_t last = rest.find_last_of(",([{ ");
        m_found.offset = begin + last + 1;
        m_isDone = true;
        offerValues(field, rest.substr(last + 1));
    }

    void offer(std::string_view written, std::string candidate)
    {
        if (m_found.candidates.size() < FilterCompletion::Most && candidate.starts_with(written)
            && candidate != written) {
            m_found.candidates.push_back(std::move(candidate));
        }
    }

    void offerConditions(std::string_view written)
    {
        m_isDone = true;
        for (const FilterFieldName &field : filterFieldNames()) {
            const std::string_view behind = hasPath(field.field) ? "."
                : isOrdered(field.field)                         ? " > "
                                                                 : ":";
            offer(written, std::string(field.name) + std::string(behind));
        }
        for (const std::string_view word : {"not ", "and ", "or "}) {
            offer(written, std::string(word));
        }
        if (!written.empty()) {
            for (const std::string &path : m_seen.paths()) {
                offer(written, path);
            }
        }
    }

    void offerOperators(FilterField field)
    {
        m_isDone = true;
        m_found.offset = m_reader.position();
        const bool isWord = field == FilterField::Kind || field == FilterField::State;
        for (const std::string_view sign : {": ", "= ", "!= "}) {
            offer({}, std::string(sign));
        }
        for (const std::string_view sign : {"< ", "<= ", "> ", ">= "}) {
            if (!isWord && !isPlainText(field)) {
                offer({}, std::string(sign));
            }
        }
        if (hasPatterns(field) || hasPath(field)) {
            offer({}, "~ /");
            offer({}, "contains ");
        }
        offer({}, "in (");
    }

    void offerValues(FilterField field, std::string_view written)
    {
        const auto offerAll = [&](const auto &names, auto textOf) {
            const bool isQuoted = written.starts_with('"');
            for (const auto &name : names) {
                std::string value = valueText(textOf(name));
                if (isQuoted && !value.starts_with('"')) {
                    value = '"' + value + '"';
                }
                offer(written, std::move(value));
            }
        };
        const auto label = [](const EntryName &name) { return name.label; };
        if (field == FilterField::Channel) {
            offerAll(m_seen.channels(), std::identity());
        } else if (field == FilterField::User) {
            offerAll(m_seen.users(), std::identity());
        } else if (field == FilterField::Watcher) {
            offerAll(m_seen.watchers(), std::identity());
        } else if (field == FilterField::Kind) {
            offerAll(kindNames(), label);
        } else if (field == FilterField::State) {
            offerAll(stateNames(), label);
        }
    }

    FilterReader m_reader;
    const SeenNames &m_seen;
    FilterCompletion m_found;
    bool m_isDone = false;
};

} // namespace

FilterCompletion completeFilter(std::string_view text, std::size_t cursor, const SeenNames &seen)
{
    return Completer(text.substr(0, std::min(cursor, text.size())), seen).completion();
}
