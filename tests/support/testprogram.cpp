// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"

#include <cstdio>
#include <string_view>

namespace {

// Filled before main(), by static objects of other files: a plain pointer is there before all of
// them.
const RegisteredTest *first = nullptr;

std::string_view testName(std::string_view file)
{
    file.remove_prefix(file.rfind('/') + 1);
    return file.substr(0, file.rfind('.'));
}

} // namespace

RegisteredTest::RegisteredTest(const char *file, Run run)
    : m_file(file)
    , m_run(run)
    , m_next(first)
{
    first = this;
}

int RegisteredTest::runNamed(int argc, char *argv[])
{
    constexpr int UnknownTest = 2;
    for (const RegisteredTest *test = first; test != nullptr; test = test->m_next) {
        const std::string_view name = testName(test->m_file);
        if (argc < 2) {
            std::printf("%.*s\n", int(name.size()), name.data());
        } else if (name == argv[1]) {
            return test->m_run(
                argc - 1, argv + 1); // the application has the test's name, as if it were alone
        }
    }
    if (argc >= 2) {
        std::fprintf(stderr, "there is no test %s\n", argv[1]);
        return UnknownTest;
    }
    return 0;
}

int main(int argc, char *argv[])
{
    return RegisteredTest::runNamed(argc, argv);
}
