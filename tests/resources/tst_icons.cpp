// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include <QColor>
#include <QImage>
#include <QtTest>

#include <algorithm>
#include <cmath>

namespace {

const QStringList Names{
    QStringLiteral("add"),    QStringLiteral("clear"),  QStringLiteral("copy"),
    QStringLiteral("demo"),   QStringLiteral("pause"),  QStringLiteral("publish"),
    QStringLiteral("remove"), QStringLiteral("resume"), QStringLiteral("server"),
};

constexpr double NeededContrast = 3; // WCAG 2.1, 1.4.11: parts of the interface that carry meaning
constexpr int Opaque = 255;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

/** The lowest contrast of any pixel that is fully drawn; 0 when none is. */
double lowestContrast(const QImage &image, const QColor &ground)
{
    double lowest = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            if (color.alpha() == Opaque) {
                const double found = contrast(color, ground);
                lowest = lowest == 0 ? found : std::min(lowest, found);
            }
        }
    }
    return lowest;
}

} // namespace

/** The icons are in the program, in both sizes, and readable in both themes. */
class tst_Icons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadableInBothThemes_data();
    void isReadableInBothThemes();
    void hasTheProgramsIconInEverySize();
};

void tst_Icons::isReadableInBothThemes_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("size");
    for (const QString &name : Names) {
        QTest::addRow("%s", qPrintable(name)) << QStringLiteral(":/icons/%1.png").arg(name) << 16;
        QTest::addRow("%s, twice the size", qPrintable(name))
            << QStringLiteral(":/icons/%1@2x.png").arg(name) << 32;
    }
}

void tst_Icons::isReadableInBothThemes()
{
    QFETCH(const QString, file);
    QFETCH(const int, size);
    const QImage image(file);
    QCOMPARE(image.size(), QSize(size, size));
    QVERIFY(lowestContrast(image, QColor(0xff, 0xff, 0xff)) >= NeededContrast);
    QVERIFY(lowestContrast(image, QColor(0x1b, 0x20, 0x28)) >= NeededContrast);
}

void tst_Icons::hasTheProgramsIconInEverySize()
{
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        const QImage image(QStringLiteral(":/icons/app-%1.png").arg(size));
        QCOMPARE(image.size(), QSize(size, size));
    }
}

QTEST_GUILESS_MAIN(tst_Icons)

#include "tst_icons.moc"
