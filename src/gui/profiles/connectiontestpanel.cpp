// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/connectiontestpanel.h"

#include "ui_connectiontestpanel.h"

#include "gui/widgets/theme.h"
#include "monitor/explain/connectiontest.h"
#include "monitor/watch/watchsession.h"

#include <QTextDocument>

namespace {

constexpr int ResultLines = 4;

QString verdict(ConnectionTest::State state)
{
    switch (state) {
    case ConnectionTest::State::Running:
        return ConnectionTestPanel::tr("Connecting \u2026");
    case ConnectionTest::State::Passed:
        return ConnectionTestPanel::tr("It works.");
    case ConnectionTest::State::NotRun:
    case ConnectionTest::State::Failed:
        break;
    }
    return {};
}

} // namespace

ConnectionTestPanel::ConnectionTestPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ConnectionTestPanel>())
{
    m_ui->setupUi(this);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    QPlainTextEdit *result = m_ui->testResultEdit;
    result->document()->setDocumentMargin(0);
    result->viewport()->setAutoFillBackground(false);
    result->setFixedHeight(result->fontMetrics().lineSpacing() * ResultLines);
}

ConnectionTestPanel::~ConnectionTestPanel() = default;

void ConnectionTestPanel::attach(IoThread &io, const Theme &theme, Request request)
{
    m_theme = &theme;
    m_request = std::move(request);
    m_test = new ConnectionTest(io, this);
    connect(m_test, &ConnectionTest::changed, this, &ConnectionTestPanel::refresh);
    connect(m_ui->testButton, &QPushButton::clicked, this, &ConnectionTestPanel::start);
    connect(&theme, &Theme::changed, this, &ConnectionTestPanel::refresh);
}

void ConnectionTestPanel::reset()
{
    if (m_test != nullptr && m_test->state() != ConnectionTest::State::NotRun) {
        m_test->reset();
    }
    m_ui->testResultEdit->clear();
}

void ConnectionTestPanel::start()
{
    const auto request = m_request();
    if (request) {
        m_test->start(request.value());
    } else {
        m_test->reset();
        showResult(request.error().message, true);
    }
}

void ConnectionTestPanel::refresh()
{
    if (m_test->state() == ConnectionTest::State::NotRun) {
        return;
    }
    const Explanation &why = m_test->explanation();
    QStringList lines{verdict(m_test->state()), why.title, why.fix, why.snippet, m_test->steps()};
    lines.removeAll(QString());
    showResult(lines.join(u'\n'), m_test->state() == ConnectionTest::State::Failed);
}

void ConnectionTestPanel::showResult(const QString &text, bool isBad)
{
    QPalette colors = m_ui->testResultEdit->palette();
    colors.setColor(QPalette::Text,
                    isBad ? m_theme->color(Tone::Bad) : palette().color(QPalette::WindowText));
    m_ui->testResultEdit->setPalette(colors);
    if (m_ui->testResultEdit->toPlainText() != text) {
        m_ui->testResultEdit->setPlainText(text);
    }
}
