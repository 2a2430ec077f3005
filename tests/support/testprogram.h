// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCoreApplication>
#include <QTest>

// A wait in vain ends at its limit. Qt Test would wait twice as long again, only to say which limit
// would have been enough.
#undef QTRY_TIMEOUT_DEBUG_IMPL
#define QTRY_TIMEOUT_DEBUG_IMPL(expr, timeoutValue, step)

/** One test of a program that holds many: linking each of them alone takes longer than compiling
 * it. */
class RegisteredTest
{
public:
    using Run = int (*)(int argc, char *argv[]);

    /** @p file is the source file, whose name without `.cpp` names the test on the command line.
     * Both live as long as the program. */
    RegisteredTest(const char *file, Run run);

    /** Runs the test named by the first argument and hands the others to Qt Test; without
     * arguments, all names are printed. Returns what the test returns, or 2 for an unknown name. */
    static int runNamed(int argc, char *argv[]);

private:
    const char *m_file;
    Run m_run;
    const RegisteredTest *m_next;
};

/** Registers a test class, which runs in an application of the given class: in place of Qt Test's
 * QTEST_MAIN macros. */
#define REALTIME_TEST(TestClass, Application)                                                      \
    static const RegisteredTest registered##TestClass(__FILE__, [](int argc, char *argv[]) {       \
        const Application application(argc, argv);                                                 \
        QCoreApplication::setAttribute(Qt::AA_Use96Dpi);                                           \
        TestClass test;                                                                            \
        QTEST_SET_MAIN_SOURCE_PATH                                                                 \
        return QTest::qExec(&test, argc, argv);                                                    \
    });
