// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/nodelist.h"
#include "monitor/server/servernodes.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;
using Centrifuge::InfoResult;

namespace {

InfoResult infoOf(const QStringList &uids)
{
    InfoResult info;
    for (const QString &uid : uids) {
        Centrifuge::NodeInfo node;
        node.uid = uid;
        node.name = QStringLiteral("node ") + uid;
        info.nodes.push_back(node);
    }
    return info;
}

NodesAnswer answerOf(const char *name, const QStringList &uids)
{
    return {QLatin1String(name), infoOf(uids)};
}

NodesAnswer noAnswer(const char *name)
{
    return {QLatin1String(name), std::nullopt};
}

QStringList told(const NodeList &list)
{
    QStringList lines;
    for (const ListedNode &node : list.nodes()) {
        const char *const states[] = {"running", "unknown", "gone"};
        lines += node.info.uid + u' ' + QLatin1String(states[int(node.state)]) + u' '
            + node.knownBy.join(u'+');
    }
    return lines;
}

} // namespace

class TestNodeList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsNodesOnce();
    void noticesWhatIsGone();
    void halfAnswersLeaveTheRest();
    void knowsSeparateNodes_data();
    void knowsSeparateNodes();
    void keepsFewThatAreGone();
    void findsTheApiOfEachNode_data();
    void findsTheApiOfEachNode();
};

void TestNodeList::listsNodesOnce()
{
    NodeList list;
    list.take({answerOf("A", {QStringLiteral("2"), QStringLiteral("1")}),
               answerOf("B", {QStringLiteral("1"), QStringLiteral("2")})},
              1s);
    QCOMPARE(told(list),
             (QStringList{QStringLiteral("1 running A+B"), QStringLiteral("2 running A+B")}));
    QCOMPARE(list.runningCount(), std::size_t(2));
    list.take({answerOf("A", {QStringLiteral("1"), QStringLiteral("2")}), noAnswer("B")}, 2s);
    QCOMPARE(told(list),
             (QStringList{QStringLiteral("1 running A"), QStringLiteral("2 running A")}));
}

void TestNodeList::noticesWhatIsGone()
{
    NodeList list;
    list.take({answerOf("A", {QStringLiteral("1"), QStringLiteral("2")})}, 1s);
    list.take({answerOf("A", {QStringLiteral("2")})}, 4s);
    QCOMPARE(told(list), (QStringList{QStringLiteral("2 running A"), QStringLiteral("1 gone A")}));
    QCOMPARE(list.nodes().at(1).lastSeen, std::chrono::microseconds(1s));
    list.take({answerOf("A", {QStringLiteral("2"), QStringLiteral("3")})}, 7s); // restarted
    QCOMPARE(told(list),
             (QStringList{QStringLiteral("2 running A"), QStringLiteral("3 running A"),
                          QStringLiteral("1 gone A")}));
}

/** Whether a node ended is not known while nobody who knew it answers. */
void TestNodeList::halfAnswersLeaveTheRest()
{
    NodeList list;
    list.take({answerOf("A", {QStringLiteral("1")}), answerOf("B", {QStringLiteral("2")})}, 1s);
    list.take({answerOf("A", {QStringLiteral("1")}), noAnswer("B")}, 2s);
    QCOMPARE(told(list),
             (QStringList{QStringLiteral("1 running A"), QStringLiteral("2 unknown B")}));
    list.take({answerOf("A", {QStringLiteral("1")}), answerOf("B", {QStringLiteral("3")})}, 3s);
    QCOMPARE(told(list),
             (QStringList{QStringLiteral("1 running A"), QStringLiteral("3 running B"),
                          QStringLiteral("2 gone B")}));
    list.take({noAnswer("A"), noAnswer("B")}, 4s);
    QCOMPARE(told(list),
             (QStringList{QStringLiteral("1 unknown A"), QStringLiteral("3 unknown B"),
                          QStringLiteral("2 gone B")}));
}

void TestNodeList::knowsSeparateNodes_data()
{
    QTest::addColumn<QStringList>("first");
    QTest::addColumn<QStringList>("second"); // empty: no answer
    QTest::addColumn<bool>("areSeparate");
    const QStringList one{QStringLiteral("1")};
    const QStringList two{QStringLiteral("2")};
    QTest::newRow("each only itself") << one << two << true;
    QTest::newRow("both both") << (one + two) << (one + two) << false;
    QTest::newRow("one lags behind") << one << (one + two) << false;
    QTest::newRow("only one answered") << one << QStringList() << false;
}

void TestNodeList::knowsSeparateNodes()
{
    QFETCH(const QStringList, first);
    QFETCH(const QStringList, second);
    NodeList list;
    list.take({answerOf("A", first), second.isEmpty() ? noAnswer("B") : answerOf("B", second)}, 1s);
    QTEST(list.areSeparate(), "areSeparate");
}

void TestNodeList::keepsFewThatAreGone()
{
    NodeList list;
    for (int i = 0; i < 100; ++i) {
        list.take({answerOf("A", {QString::number(i)})}, std::chrono::seconds(i));
    }
    QCOMPARE(list.nodes().size(), NodeList::MaxGone + 1);
    QCOMPARE(list.nodes().at(1).info.uid, QStringLiteral("98")); // the latest
}

void TestNodeList::findsTheApiOfEachNode_data()
{
    QTest::addColumn<QStringList>("webSockets");
    QTest::addColumn<QString>("api");
    QTest::addColumn<QStringList>("apis");
    QTest::addColumn<bool>("hasOwn");
    const QString a = QStringLiteral("ws://a:8000/connection/websocket");
    const QString b = QStringLiteral("ws://b:8001/connection/websocket");
    QTest::newRow("one") << QStringList{a} << QStringLiteral("http://a:8000/api")
                         << QStringList{QStringLiteral("http://a:8000/api")} << true;
    QTest::newRow("beside the WebSocket")
        << QStringList{a, b} << QStringLiteral("http://a:8000/api")
        << QStringList{QStringLiteral("http://a:8000/api"), QStringLiteral("http://b:8001/api")}
        << true;
    QTest::newRow("the default port")
        << QStringList{QStringLiteral("wss://a/connection/websocket"),
                       QStringLiteral("wss://b:444/connection/websocket")}
        << QStringLiteral("https://a:443/api")
        << QStringList{QStringLiteral("https://a:443/api"), QStringLiteral("https://b:444/api")}
        << true;
    QTest::newRow("encrypted where the WebSocket is")
        << QStringList{a, QStringLiteral("wss://b/connection/websocket")}
        << QStringLiteral("http://a:8000/api")
        << QStringList{QStringLiteral("http://a:8000/api"), QStringLiteral("https://b/api")}
        << true;
    QTest::newRow("at an internal port")
        << QStringList{a, b} << QStringLiteral("http://a:9000/internal")
        << QStringList{QStringLiteral("http://a:9000/internal"),
                       QStringLiteral("http://b:9000/internal")}
        << true;
    QTest::newRow("at an internal port of one host")
        << QStringList{a, QStringLiteral("ws://a:8001/connection/websocket")}
        << QStringLiteral("http://a:9000/api")
        << QStringList{QStringLiteral("http://a:9000/api"), QStringLiteral("http://a:9000/api")}
        << false;
    QTest::newRow("elsewhere") << QStringList{a, b} << QStringLiteral("http://api:8000/api")
                               << QStringList{QStringLiteral("http://api:8000/api"),
                                              QStringLiteral("http://api:8000/api")}
                               << false;
}

void TestNodeList::findsTheApiOfEachNode()
{
    QFETCH(const QStringList, webSockets);
    QFETCH(const QString, api);
    ConnectionSettings connection;
    connection.source = ConnectionSettings::Source::Environment;
    connection.apiUrl = QUrl(api);
    connection.webSocketUrl = QUrl(webSockets.constFirst());
    for (const QString &other : webSockets.mid(1)) {
        connection.otherWebSocketUrls.append(QUrl(other));
    }
    QStringList apis;
    for (const ServerNode &node : nodesOf(connection)) {
        QVERIFY(node.connection.otherWebSocketUrls.isEmpty());
        apis += node.connection.apiUrl.toString();
        QTEST(node.hasOwnApi, "hasOwn");
    }
    QTEST(apis, "apis");
}

REALTIME_TEST(TestNodeList, QCoreApplication)
#include "tst_nodelist.moc"
