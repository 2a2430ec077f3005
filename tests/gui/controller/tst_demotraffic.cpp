// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "windowfixture.h"

#include <QAction>
#include <QApplication>

using SecretKind = SecretReference::Kind;

/** It never goes where nobody wants it. */
class TestDemoTraffic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsNoDemoTrafficElsewhere();
    void refusesDemoTrafficInProduction();
    void markingProductionEndsDemoTraffic();
};

namespace {

void choose(WindowFixture &fixture, const QString &name)
{
    const auto found = fixture.profiles().store().findByName(name);
    QVERIFY(found);
    fixture.profiles().choose(found.value().id);
}

} // namespace

void TestDemoTraffic::sendsNoDemoTrafficElsewhere()
{
    WindowFixture fixture;
    qputenv("RM_TEST_KEY", "the key");
    Profile profile = deadProfile("Live");
    profile.isProduction = true;
    profile.apiKey = {SecretKind::Environment, QStringLiteral("RM_TEST_KEY")};
    fixture.save(profile);
    fixture.controller().setDemoTraffic(true);
    choose(fixture, QStringLiteral("Live"));
    QVERIFY(!fixture.controller().hasDemoTraffic());
    QVERIFY(!fixture.find<QAction>("demoAction")->isEnabled());
    qunsetenv("RM_TEST_KEY");
}

/** As `--profile Live --demo-traffic` asks for it. */
void TestDemoTraffic::refusesDemoTrafficInProduction()
{
    WindowFixture fixture;
    Profile profile = deadProfile("Live");
    profile.isProduction = true;
    fixture.save(profile);
    fixture.save(deadProfile("Test"));
    choose(fixture, QStringLiteral("Live"));
    fixture.controller().setDemoTraffic(true);
    QVERIFY(!fixture.controller().hasDemoTraffic());
    QVERIFY(!fixture.find<QAction>("demoAction")->isChecked());
    QCOMPARE(fixture.controller().notices().current().topic, Notice::Topic::DemoTraffic);
    QVERIFY(fixture.find<QWidget>("errorCard")->isVisible());
    QVERIFY(fixture.controller().notices().current().explanation.title.contains(
        QStringLiteral("Live")));
    choose(fixture, QStringLiteral("Test"));
    QVERIFY(fixture.controller().notices().current().topic != Notice::Topic::DemoTraffic);
    fixture.controller().setDemoTraffic(true);
    QVERIFY(fixture.controller().hasDemoTraffic());
}

void TestDemoTraffic::markingProductionEndsDemoTraffic()
{
    WindowFixture fixture;
    Profile profile = deadProfile("Staging");
    fixture.save(profile);
    choose(fixture, QStringLiteral("Staging"));
    fixture.controller().setDemoTraffic(true);
    QVERIFY(fixture.controller().hasDemoTraffic());
    profile.isProduction = true;
    fixture.save(profile);
    QVERIFY(!fixture.controller().hasDemoTraffic());
    QCOMPARE(fixture.controller().notices().current().topic, Notice::Topic::DemoTraffic);
}

REALTIME_TEST(TestDemoTraffic, QApplication)
#include "tst_demotraffic.moc"
