// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/regularexpression.h"

#include "monitor/filter/requiredliteral.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace {

// A match that takes more steps is given up. PCRE2 counts the points where it may backtrack, and
// may walk over the text at each: the longer the text, the fewer are allowed.
constexpr std::size_t MaxSteps = 20'000;
constexpr std::size_t FewestSteps = 200;
constexpr std::size_t StepBytes = std::size_t(1) << 28;
constexpr std::uint32_t DeepestBacktracking = 10'000; // without JIT; each costs some 100 bytes
constexpr std::uint32_t MaxHeap = 64 * 1024; // KiB
constexpr std::size_t SmallestStack = std::size_t(32) * 1024;
constexpr std::size_t LargestStack = std::size_t(1024) * 1024;

template <auto Function> struct Deleter
{
    template <typename Type> void operator()(Type *pointer) const { Function(pointer); }
};

using CodePtr = std::unique_ptr<pcre2_code, Deleter<pcre2_code_free>>;
using MatchPtr = std::unique_ptr<pcre2_match_data, Deleter<pcre2_match_data_free>>;
using ContextPtr = std::unique_ptr<pcre2_match_context, Deleter<pcre2_match_context_free>>;
using StackPtr = std::unique_ptr<pcre2_jit_stack, Deleter<pcre2_jit_stack_free>>;

std::uint32_t pcreOptions(RegularExpression::Options options)
{
    std::uint32_t bits = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
    bits |= options.ignoresCase ? PCRE2_CASELESS : 0;
    bits |= options.isMultiline ? PCRE2_MULTILINE : 0;
    bits |= options.dotMatchesNewline ? PCRE2_DOTALL : 0;
    return bits;
}

std::string wordsOf(int error)
{
    std::array<PCRE2_UCHAR, 256> buffer = {};
    pcre2_get_error_message(error, buffer.data(), buffer.size());
    return reinterpret_cast<const char *>(buffer.data());
}

} // namespace

struct RegularExpression::Code
{
    CodePtr pattern;
};

struct RegularExpression::MatchContext::Private
{
    MatchPtr match{pcre2_match_data_create(1, nullptr)};
    ContextPtr limits{pcre2_match_context_create(nullptr)};
    StackPtr stack;
    std::size_t givenUp = 0;
};

RegularExpression::MatchContext::MatchContext() = default;
RegularExpression::MatchContext::~MatchContext() = default;
RegularExpression::MatchContext::MatchContext(MatchContext &&other) noexcept = default;
RegularExpression::MatchContext &
RegularExpression::MatchContext::operator=(MatchContext &&other) noexcept = default;

std::size_t RegularExpression::MatchContext::givenUp() const
{
    return d == nullptr ? 0 : d->givenUp;
}

std::variant<RegularExpression, RegularExpression::Fault>
RegularExpression::compile(std::string_view pattern, Options options)
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_shared<Code>();
    code->pattern.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                      pcreOptions(options), &error, &offset, nullptr));
    if (code->pattern == nullptr) {
        return Fault{std::min(offset, pattern.size()), wordsOf(error)};
    }
    // Without the JIT the interpreter does the same, more slowly.
    static_cast<void>(pcre2_jit_compile(code->pattern.get(), PCRE2_JIT_COMPLETE));
    RegularExpression expression;
    expression.m_code = std::move(code);
    expression.m_requiredLiteral = ::requiredLiteral(pattern, options.ignoresCase);
    if (!expression.m_requiredLiteral.empty()) {
        expression.m_literalSearch.emplace(expression.m_requiredLiteral,
                                           options.ignoresCase ? TextSearch::Case::Folded
                                                               : TextSearch::Case::Exact);
    }
    return expression;
}

bool RegularExpression::matches(std::string_view text, MatchContext &context) const
{
    if (m_literalSearch && !m_literalSearch->isIn(text)) {
        return false;
    }
    if (context.d == nullptr) {
        context.d = std::make_unique<MatchContext::Private>();
        pcre2_set_depth_limit(context.d->limits.get(), DeepestBacktracking);
        pcre2_set_heap_limit(context.d->limits.get(), MaxHeap);
        context.d->stack.reset(pcre2_jit_stack_create(SmallestStack, LargestStack, nullptr));
        pcre2_jit_stack_assign(context.d->limits.get(), nullptr, context.d->stack.get());
    }
    const std::size_t steps = std::clamp(StepBytes / (text.size() + 1), FewestSteps, MaxSteps);
    pcre2_set_match_limit(context.d->limits.get(), static_cast<std::uint32_t>(steps));
    const int result =
        pcre2_match(m_code->pattern.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                    0, 0, context.d->match.get(), context.d->limits.get());
    if (result < PCRE2_ERROR_PARTIAL) {
        ++context.d->givenUp;
    }
    return result >= 0;
}
