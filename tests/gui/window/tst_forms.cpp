// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/window/shortcutsdialog.h"
#include "gui/window/tokendialog.h"
#include "support/testprogram.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>

namespace {

/** What a form says of itself, read from its XML. */
struct Form
{
    QStringList names; ///< of all widgets, layouts, spacers and actions
    QStringList inputs; ///< those that take the keyboard
    QStringList tabStops;
    bool hasStyleSheet = false;
};

const QStringList InputClasses{QStringLiteral("QLineEdit"),  QStringLiteral("QPushButton"),
                               QStringLiteral("QComboBox"),  QStringLiteral("QToolButton"),
                               QStringLiteral("QCheckBox"),  QStringLiteral("QListView"),
                               QStringLiteral("QTableView"), QStringLiteral("JsonEdit"),
                               QStringLiteral("QTabWidget"), QStringLiteral("QTableWidget")};

QString formFolder()
{
    return QStringLiteral(REALTIME_FORMS);
}

Form readForm(const QString &name)
{
    QFile file(formFolder() + QLatin1Char('/') + name);
    Form form;
    if (!file.open(QIODevice::ReadOnly)) {
        return form;
    }
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        const QString objectName = xml.attributes().value(QLatin1String("name")).toString();
        const QStringView element = xml.name();
        if (element == u"widget" || element == u"layout" || element == u"spacer"
            || element == u"action") {
            form.names += objectName;
        }
        if (element == u"widget"
            && InputClasses.contains(xml.attributes().value(QLatin1String("class")).toString())) {
            form.inputs += objectName;
        }
        if (element == u"tabstop") {
            form.tabStops += xml.readElementText();
        }
        form.hasStyleSheet |= element == u"property" && objectName == u"styleSheet";
    }
    return form;
}

bool isInput(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget)
        || qobject_cast<const QAbstractButton *>(widget)
        || (qobject_cast<const QAbstractItemView *>(widget)
            && !qobject_cast<const QHeaderView *>(widget))
        || qobject_cast<const QPlainTextEdit *>(widget);
}

/** Parts that Qt puts into its own widgets have names of Qt or none. */
bool isOurs(const QWidget *widget)
{
    return !widget->objectName().isEmpty() && !widget->objectName().startsWith(QLatin1String("qt_"))
        && !qobject_cast<const QDialogButtonBox *>(widget->parentWidget());
}

} // namespace

/** What every form must have, so that it can be used by keyboard and screen reader. */
class TestForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formIsComplete_data();
    void formIsComplete();
    void inputsHaveNames();
    void mnemonicsHaveBuddies();
    void labelsAreplain();
    void dialogsOpen();
};

void TestForms::formIsComplete_data()
{
    QTest::addColumn<QString>("name");
    const QStringList names = QDir(formFolder()).entryList({QStringLiteral("*.ui")});
    QVERIFY(names.size() >= 10);
    for (const QString &name : names) {
        QTest::newRow(qPrintable(name)) << name;
    }
}

void TestForms::formIsComplete()
{
    QFETCH(const QString, name);
    static const QRegularExpression DefaultName(QStringLiteral(
        "^(label|(push|tool|radio)Button|lineEdit|comboBox|checkBox|widget|frame|tabWidget|tab|"
        "(vertical|horizontal|grid|form)Layout|(vertical|horizontal)Spacer|splitter|(table|list|"
        "tree)View|(plainT|t)extEdit|menu|action|line)(_?\\d+)?$"));
    const Form form = readForm(name);
    QVERIFY(!form.names.isEmpty());
    QVERIFY(!form.hasStyleSheet);
    for (const QString &objectName : form.names) {
        QVERIFY2(!DefaultName.match(objectName).hasMatch(), qPrintable(objectName));
    }
    for (const QString &input : form.inputs) {
        QVERIFY2(form.tabStops.contains(input), qPrintable(input));
    }
}

void TestForms::inputsHaveNames()
{
    WindowFixture fixture;
    int seen = 0;
    const auto widgets = fixture.window().findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (isInput(widget) && isOurs(widget) && widget->objectName() != u"newRowsButton") {
            ++seen;
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }
    QVERIFY(seen > 15);
}

void TestForms::mnemonicsHaveBuddies()
{
    for (const QString &name : QDir(formFolder()).entryList({QStringLiteral("*.ui")})) {
        QFile file(formFolder() + QLatin1Char('/') + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        static const QRegularExpression Label(
            QStringLiteral("<widget class=\"QLabel\".*?</widget>"),
            QRegularExpression::DotMatchesEverythingOption);
        auto labels = Label.globalMatch(text);
        while (labels.hasNext()) {
            const QString label = labels.next().captured();
            QVERIFY2(!label.contains(QLatin1String("&amp;"))
                         || label.contains(QLatin1String("name=\"buddy\"")),
                     qPrintable(label));
        }
    }
}

void TestForms::labelsAreplain()
{
    WindowFixture fixture;
    const auto labels = fixture.window().findChildren<QLabel *>();
    QVERIFY(labels.size() > 10);
    for (const QLabel *label : labels) {
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
    }
}

void TestForms::dialogsOpen()
{
    WindowFixture fixture;
    TokenDialog token(&fixture.window());
    QCOMPARE(token.findChild<QLineEdit *>(QStringLiteral("tokenEdit"))->echoMode(),
             QLineEdit::Password);
    fixture.trigger("shortcutsAction");
    const auto *shortcuts = fixture.window().findChild<ShortcutsDialog *>();
    QVERIFY(shortcuts);
    QVERIFY(shortcuts->isVisible());
    const auto *table = shortcuts->findChild<QAbstractItemView *>(QStringLiteral("shortcutTable"));
    QVERIFY(table->model()->rowCount() > 15);
}

REALTIME_TEST(TestForms, QApplication)
#include "tst_forms.moc"
