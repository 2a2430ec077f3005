// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filterparser.h"

#include "monitor/filter/filterconditions.h"
#include "monitor/filter/filterfields.h"
#include "monitor/filter/foreignnotation.h"

#include <utility>

namespace {

constexpr std::size_t DeepestNesting = 64;
constexpr std::size_t FewValues = 4;

} // namespace

FilterNodePtr FilterParser::parse()
{
    m_reader.skipSpaces();
    if (m_reader.isAtEnd()) {
        return nullptr;
    }
    FilterNodePtr root = parseAny();
    if (root == nullptr) {
        return nullptr;
    }
    if (!m_reader.isAtEnd()) {
        return fail(m_reader.position(), 1, "this ) has no ( before it");
    }
    return root;
}

std::vector<FilterRange> FilterParser::conditions() const
{
    return m_isAlternatives ? std::vector{FilterRange{0, m_reader.text().size()}} : m_conditions;
}

FilterNodePtr FilterParser::fail(std::size_t offset, std::size_t length, std::string message)
{
    if (!hasFault()) {
        m_fault = {offset, length, std::move(message)};
    }
    return nullptr;
}

FilterNodePtr FilterParser::parseAny()
{
    FilterNodes nodes;
    do {
        FilterNodePtr node = parseAll();
        if (node == nullptr) {
            return nullptr;
        }
        nodes.push_back(std::move(node));
        m_expects = "a condition after or";
    } while (takeAlternative());
    if (hasFault()) {
        return nullptr;
    }
    m_isAlternatives = nodes.size() > 1; // the outermost alternatives are parsed last
    return anyOf(std::move(nodes));
}

/** `FIELD = value or "other"` would search for the other value anywhere. */
bool FilterParser::takeAlternative()
{
    const bool isBehindTerm = m_last.end == m_reader.position();
    if (!m_reader.takeOr()) {
        return false;
    }
    m_reader.skipSpaces();
    const std::size_t begin = m_reader.position();
    if (!isBehindTerm || m_last.value.empty() || !m_reader.isAtQuote()) {
        return true;
    }
    const std::string value = m_reader.takeWritten();
    if (!value.empty()) {
        fail(begin, value.size(),
             "write " + m_last.name + " in (" + m_last.value + ", " + value
                 + "); brackets around it search for the text: (" + value + ")");
    }
    m_reader.setPosition(begin);
    return !hasFault();
}

/** At the end of what an implicit `and` joins. */
bool FilterParser::isAtConditionEnd()
{
    m_reader.skipSpaces();
    const std::size_t before = m_reader.position();
    const bool isOr = m_reader.takeOr();
    m_reader.setPosition(before);
    return isOr || m_reader.isAtEnd() || m_reader.next() == ')';
}

FilterNodePtr FilterParser::parseAll()
{
    FilterNodes nodes;
    bool isMore = true;
    while (isMore) {
        m_reader.skipSpaces();
        const std::size_t begin = m_reader.position();
        FilterNodePtr node = parseNegated();
        if (node == nullptr) {
            return nullptr;
        }
        nodes.push_back(std::move(node));
        if (m_depth == 0) {
            m_conditions.push_back({begin, m_reader.position() - begin});
        }
        m_reader.skipSpaces();
        m_expects = "a condition after and";
        isMore = m_reader.takeAnd() || !isAtConditionEnd();
    }
    return allOf(std::move(nodes));
}

FilterNodePtr FilterParser::parseNegated()
{
    bool isNegated = false;
    while (true) {
        m_reader.skipSpaces();
        const char first = m_reader.next();
        if (!m_reader.takeNot()) {
            break;
        }
        const bool isSign = first == '-' || first == '!';
        m_expects = "a condition after " + (isSign ? std::string(1, first) : "not");
        isNegated = !isNegated;
    }
    FilterNodePtr node = parseOne();
    return isNegated && node != nullptr ? noneOf(std::move(node)) : std::move(node);
}

FilterNodePtr FilterParser::parseGroup()
{
    const std::size_t begin = m_reader.position() - 1;
    if (++m_depth > DeepestNesting) {
        return fail(begin, 1, "too many brackets inside one another");
    }
    m_expects = "a condition after (";
    FilterNodePtr node = parseAny();
    if (node == nullptr) {
        return nullptr;
    }
    m_reader.skipSpaces();
    if (!m_reader.take(')')) {
        return fail(begin, 1, "this ( is not closed");
    }
    --m_depth;
    return node;
}

FilterNodePtr FilterParser::parseOne()
{
    const std::size_t begin = m_reader.position();
    if (isAtConditionEnd()) {
        return fail(begin, 0, "expected " + m_expects);
    }
    if (m_reader.take('(')) {
        return parseGroup();
    }
    if (m_reader.isAtQuote()) {
        const std::optional<std::string> text = m_reader.takeQuoted(m_fault);
        return text ? textCondition(*text) : nullptr;
    }
    if (m_reader.isAt("\u201c") || m_reader.isAt("\u201e")) {
        return fail(begin, 3, "write plain quotation marks: \" or '");
    }
    if (m_reader.next() == '/') {
        const std::optional<FilterValue> value = m_reader.takeExpression(m_fault);
        return value ? expressionCondition(*value, m_fault) : nullptr;
    }
    return parseWord();
}

FilterNodePtr FilterParser::parseWord()
{
    const std::size_t begin = m_reader.position();
    const std::string_view name = m_reader.takeName();
    const std::optional<FilterField> field = filterField(name);
    const bool beginsPath = m_reader.next() == '.' || m_reader.next() == '[';
    if (field && hasPath(*field) && beginsPath) {
        return parseTerm(name, begin);
    }
    m_reader.setPosition(begin);
    const std::string_view word = m_reader.takeWord();
    const std::size_t end = m_reader.position();
    FilterTerm left;
    left.name = word;
    m_reader.skipSpaces();
    const std::size_t operatorAt = m_reader.position();
    const bool hasOperator = hasOperatorBehind(left);
    m_reader.setPosition(end);
    if (hasFault()) {
        return nullptr;
    }
    if (word == "&" || word == "|") {
        return fail(begin, 1, "write && or ||, or and or or; a sign is searched in quotes");
    }
    if (word.empty()) { // at an operator, or at "&&"
        m_reader.setPosition(operatorAt);
        if (!m_last.name.empty() && m_reader.takeOperator()) {
            m_reader.takeWritten();
            const std::size_t length = m_reader.position() - operatorAt;
            return fail(operatorAt, length,
                        "repeat the field: " + m_last.name + ' '
                            + std::string(m_reader.text().substr(operatorAt, length)));
        }
        return fail(operatorAt, 1, "expected " + m_expects + "; a sign is searched in quotes");
    }
    if (!hasOperator && !isForeignWord(word)) {
        return textCondition(word);
    }
    if (!filterField(word)) {
        return fail(begin, word.size(), unknownField(m_reader.text(), {begin, word.size()}));
    }
    return parseTerm(word, begin);
}

/** Words are operators, or foreign ones, only behind a field. */
bool FilterParser::hasOperatorBehind(const FilterTerm &left)
{
    const std::optional<FilterField> field = filterField(left.name);
    const std::size_t at = m_reader.position();
    if (m_reader.takeOperator() || (field && m_reader.takeWordOperator())) {
        return true;
    }
    if (!field) {
        return !left.name.empty() && isForeignOperator(m_reader.text(), at);
    }
    FilterTerm term = left;
    term.field = *field;
    m_fault = foreignOperator(m_reader.text(), at, term).value_or(FilterFault());
    return false;
}

FilterNodePtr FilterParser::parseTerm(std::string_view name, std::size_t begin)
{
    FilterTerm term;
    term.field = *filterField(name);
    term.name = name;
    m_reader.setPosition(begin + name.size());
    std::optional<JsonPath> path = m_reader.takePath(m_fault);
    if (!path) {
        return nullptr;
    }
    term.path = *std::move(path);
    const std::size_t end = m_reader.position();
    if (m_reader.next() == '(' && !term.path.empty()) {
        m_fault = foreignCall(m_reader.text(), end, term);
        return nullptr;
    }
    m_reader.skipSpaces();
    term.operatorPlace.offset = m_reader.position();
    term.comparison = m_reader.takeOperator();
    if (!term.comparison) {
        term.comparison = m_reader.takeWordOperator();
    }
    term.operatorPlace.length = m_reader.position() - term.operatorPlace.offset;
    if (!term.comparison) {
        m_fault =
            foreignOperator(m_reader.text(), m_reader.position(), term).value_or(FilterFault());
        m_reader.setPosition(end);
        return hasFault() ? nullptr : entryCondition(term, m_fault);
    }
    if (term.comparison == FilterOperator::In) {
        return parseList(std::move(term));
    }
    std::optional<FilterValue> value = m_reader.takeValue(*term.comparison, m_fault);
    if (!value) {
        return nullptr;
    }
    term.value = *std::move(value);
    return parsedTerm(term);
}

/** Notes the term for what follows it. */
FilterNodePtr FilterParser::parsedTerm(const FilterTerm &term)
{
    const std::size_t end = m_reader.position();
    if (std::optional<FilterFault> foreign = foreignRest(m_reader.text(), end, term)) {
        m_fault = *std::move(foreign);
        return nullptr;
    }
    const FilterRange place = term.value.place;
    const bool isEqual = term.comparison == FilterOperator::Equal;
    m_last.name = pathText(term.name, term.path);
    m_last.value =
        isEqual ? std::string(m_reader.text().substr(place.offset, place.length)) : std::string();
    m_reader.skipSpaces();
    m_last.end = m_reader.position();
    m_reader.setPosition(end);
    return entryCondition(term, m_fault);
}

/** A list of values is an alternative of comparisons. */
FilterNodePtr FilterParser::parseList(FilterTerm term)
{
    std::optional<std::vector<FilterValue>> values = m_reader.takeList(m_fault);
    if (!values) {
        return nullptr;
    }
    FilterNodes nodes;
    term.comparison = FilterOperator::Equal;
    for (const FilterValue &value : *values) {
        term.value = value;
        FilterNodePtr node = entryCondition(term, m_fault);
        if (node == nullptr) {
            return nullptr;
        }
        nodes.push_back(std::move(node));
    }
    FilterNodePtr any = anyOf(std::move(nodes));
    const bool isJson =
        hasPath(term.field) || term.field == FilterField::User || term.field == FilterField::Client;
    // A few values are searched for in the text, which is faster than reading the value.
    return isJson && values->size() > FewValues
        ? jsonListCondition(term, *values, any->requiredText())
        : std::move(any);
}
