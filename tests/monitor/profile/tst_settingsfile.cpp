// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/settingsfile.h"

#include "monitor/profile/secretreference.h"
#include "support/testprogram.h"

#include <QFile>
#include <QTemporaryDir>

using Kind = SettingsContent::Kind;

namespace {

/** The value of a key, or the words of the error. */
QString valueOrError(const QByteArray &text, const QString &key)
{
    const auto settings = readSettings(text, QStringLiteral("file"));
    return settings ? settings.value().text(key) : settings.error().message;
}

} // namespace

/** SettingsContent of others: configurations in JSON and YAML, and variables. */
class TestSettingsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsAValue_data();
    void findsAValue();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void takesOnlyVariablesOfTheServer();
    void expandsNoHugeAliases();
    void readsTheSecretAnew();
};

void TestSettingsFile::findsAValue_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    const QString secret = QStringLiteral("client.token.hmac_secret_key");
    const QString variable = QStringLiteral("CENTRIFUGO_API_KEY");
    QTest::newRow("JSON") << QByteArray(R"( {"client":{"token":{"hmac_secret_key":"s1"}}})")
                          << secret << QStringLiteral("s1");
    QTest::newRow("YAML") << QByteArray("client:\n  token:\n    hmac_secret_key: s1\n") << secret
                          << QStringLiteral("s1");
    QTest::newRow("YAML keeps all digits")
        << QByteArray("# mine\nclient: {token: {hmac_secret_key: 00123456789012345678901}}")
        << secret << QStringLiteral("00123456789012345678901");
    QTest::newRow("YAML with an alias")
        << QByteArray("a: &base {token: {hmac_secret_key: s1}}\nclient: *base") << secret
        << QStringLiteral("s1");
    QTest::newRow("YAML with a merge key")
        << QByteArray("a: &base {hmac_secret_key: s1}\nclient:\n  token:\n    <<: *base\n")
        << secret << QStringLiteral("s1");
    QTest::newRow("what is written wins over a merge key")
        << QByteArray("a: &base {b: 1}\nc:\n  <<: *base\n  b: 2\n") << QStringLiteral("c.b")
        << QStringLiteral("2");
    QTest::newRow("variable") << QByteArray("CENTRIFUGO_API_KEY=k1\n") << variable
                              << QStringLiteral("k1");
    QTest::newRow("exported, with a comment and Windows' ends")
        << QByteArray("# x\r\nexport CENTRIFUGO_API_KEY=k1 # mine\r\n") << variable
        << QStringLiteral("k1");
    QTest::newRow("in quotes") << QByteArray("CENTRIFUGO_API_KEY=\"k \\\"1\\\" # $5\"") << variable
                               << QStringLiteral("k \"1\" # $5");
    QTest::newRow("in single quotes")
        << QByteArray("CENTRIFUGO_API_KEY='$(k)1'") << variable << QStringLiteral("$(k)1");
    QTest::newRow("not there") << QByteArray("{}") << secret << QString();
    QTest::newRow("a tree is no value")
        << QByteArray("client: {token: {}}") << QStringLiteral("client.token") << QString();
}

void TestSettingsFile::findsAValue()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    QCOMPARE(valueOrError(text, key), value);
}

void TestSettingsFile::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("JSON") << QByteArray("{\n\"a\": 1,\n\"b\" 2}")
                          << QStringLiteral("file, line 3: ");
    QTest::newRow("YAML") << QByteArray("a: 1\nb: [1, 2\nc: 3\n")
                          << QStringLiteral("file, line 3: ");
    QTest::newRow("a command of the shell")
        << QByteArray("A=1\nCENTRIFUGO_API_KEY=$(pass hunter2)")
        << QStringLiteral("file, line 2: the value of CENTRIFUGO_API_KEY is not a plain text: a "
                          "quote is open, or it needs a shell.");
    QTest::newRow("an open quote")
        << QByteArray("CENTRIFUGO_API_KEY=\"hunter2") << QStringLiteral("file, line 1: ");
    QTest::newRow("prose") << QByteArray("Dear server,") << QStringLiteral("file: these are no");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("file: these are no settings");
    QTest::newRow("deep YAML") << QByteArray(300, '[') << QStringLiteral("file, line 1: ");
    QTest::newRow("rather deep YAML")
        << "a: " + QByteArray(40, '[') + QByteArray(40, ']') << QStringLiteral("levels of them");
    QTest::newRow("deeper than any parser")
        << QByteArray(100'000, '[') << QStringLiteral("file, line 1: ");
    QTest::newRow("too large") << QByteArray(600'000, ' ') << QStringLiteral("larger than 512 KB");
}

void TestSettingsFile::saysWhatIsWrong()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, words);
    const QString message = valueOrError(text, QStringLiteral("x"));
    QVERIFY2(message.contains(words), qPrintable(message));
    QVERIFY(!message.contains(QStringLiteral("hunter2")));
}

/** Other programs' secrets are none of our business. */
void TestSettingsFile::takesOnlyVariablesOfTheServer()
{
    const auto settings = readSettings("DATABASE_URL=postgres://u:p@h\nCENTRIFUGO_API_KEY=key1\n",
                                       QStringLiteral("file"));
    QVERIFY(settings.isOk());
    QCOMPARE(settings.value().kind, Kind::Environment);
    QCOMPARE(settings.value().values.keys(), QStringList{QStringLiteral("CENTRIFUGO_API_KEY")});
}

/** Each line means ten times as many values as the one before. */
void TestSettingsFile::expandsNoHugeAliases()
{
    QByteArray text("a0: &a0 [1]\n");
    for (int i = 1; i < 12; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        text += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " ["
            + QByteArrayList(10, before).join(", ") + "]\n";
    }
    const QString message = valueOrError(text, QStringLiteral("a0"));
    QVERIFY2(message.contains(QStringLiteral("more than 20000 values")), qPrintable(message));
}

void TestSettingsFile::readsTheSecretAnew()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    const QString key = QStringLiteral("http_api.key");
    const auto write = [&path](const QByteArray &text) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    };
    QVERIFY(!readSecretSetting(path, key).isOk());
    QVERIFY(readSecretSetting(path, key).error().message.contains(path));
    write(R"({"http_api":{"key":"first"}})");
    QCOMPARE(readSecretSetting(path, key).value().reveal(), QByteArray("first"));
    write(R"({"http_api":{"key":"second"}})");
    QCOMPARE(readSecretSetting(path, key).value().reveal(), QByteArray("second"));
    write(R"({"http_api":{}})");
    QCOMPARE(readSecretSetting(path, key).error().message,
             QStringLiteral("http_api.key in %1 is not set.").arg(path));
}

REALTIME_TEST(TestSettingsFile, QCoreApplication)
#include "tst_settingsfile.moc"
