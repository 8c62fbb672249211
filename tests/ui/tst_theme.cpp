// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "theme/shapes.h"
#include "theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QTest>

using namespace plumb;
using namespace plumb::ui;

namespace {

//! A widget that tells how many wait for its end.
class Watched : public QLabel
{
public:
    using QLabel::QLabel;
    int mourners() const { return receivers(SIGNAL(destroyed(QObject*))); }
};

} // namespace

//! The figures of the token table, computed again from the theme's own source.
class ThemeTest : public QObject
{
    Q_OBJECT
private:
    static double oneDecimal(double value) { return qRound(value * 10) / 10.0; }

private Q_SLOTS:
    void theStyleSheetForgetsAWidgetThatEnds()
    {
        auto& app = *qobject_cast<QApplication*>(QCoreApplication::instance());
        applyTheme(app, ThemeChoice::Light);
        {
            Watched label(u"text"_s); // asks its style, and is not shown yet
            const int mourners = label.mourners();
            {
                const WithoutStyleSheet bare;
                QVERIFY(label.mourners() < mourners);
            }
            label.grab();
            QCOMPARE(label.mourners(), mourners);
        }
        // It would be given to the label, too, were that not forgotten.
        applyTheme(app, ThemeChoice::Dark);
    }

    void contrastsAreThoseOfTheTable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<int>("role");
        QTest::addColumn<QList<double>>("figures"); // on base, alternate, tint
        const auto row = [](const char* name, bool dark, Role role, const QList<double>& figures) {
            QTest::newRow(name) << dark << int(role) << figures;
        };
        row("ok light", false, Role::Ok, {5.6, 5.1, 4.9});
        row("warn light", false, Role::Warn, {5.6, 5.1, 4.9});
        row("bad light", false, Role::Bad, {8.8, 8.1, 7.4});
        row("info light", false, Role::Info, {7.6, 6.9, 6.4});
        row("neutral light", false, Role::Neutral, {7.0, 6.4, 6.1});
        row("ok dark", true, Role::Ok, {10.9, 9.4, 8.1});
        row("warn dark", true, Role::Warn, {13.1, 11.3, 9.9});
        row("bad dark", true, Role::Bad, {6.3, 5.5, 5.5});
        row("info dark", true, Role::Info, {6.8, 5.9, 5.6});
        row("neutral dark", true, Role::Neutral, {7.3, 6.3, 5.5});
    }

    void contrastsAreThoseOfTheTable()
    {
        QFETCH(bool, dark);
        QFETCH(int, role);
        QFETCH(QList<double>, figures);
        const auto& t = dark ? darkTokens() : lightTokens();
        const auto& token = t.token(Role(role));
        QVERIFY(qAbs(contrast(token.ink, t.base) - figures[0]) <= 0.1);
        QVERIFY(qAbs(contrast(token.ink, t.alternate) - figures[1]) <= 0.1);
        QVERIFY(qAbs(contrast(token.ink, token.tint) - figures[2]) <= 0.1);
    }

    void textStandsOutFromEverySurface_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textStandsOutFromEverySurface()
    {
        QFETCH(bool, dark);
        const auto& t = dark ? darkTokens() : lightTokens();
        QCOMPARE(oneDecimal(contrast(t.text, t.base)), dark ? 14.6 : 16.6);
        for (const auto& ground : {t.base, t.alternate, t.panel, t.bar, t.button, t.selection,
                                   t.added, t.removed, t.bad.tint})
            QVERIFY2(contrast(t.text, ground) >= 5.5, qPrintable(ground.name()));
        for (const auto& ground : {t.base, t.alternate, t.panel, t.bar, t.selection}) {
            QVERIFY2(contrast(t.muted, ground) >= 4.5, qPrintable(u"muted on "_s + ground.name()));
        }
        for (const auto& ground : {t.base, t.panel})
            QVERIFY2(contrast(t.faint, ground) >= 4.5, qPrintable(u"faint on "_s + ground.name()));
        QVERIFY(contrast(t.onPrimary, t.primary) >= 4.5);
        QVERIFY(contrast(t.onPrimary, t.primaryHover) >= 4.5);
        for (const auto& lane : t.lanes)
            QVERIFY2(contrast(lane, t.base) >= 3, qPrintable(lane.name()));
    }

    void theStyleSheetLeavesNoPlaceholder()
    {
        for (const auto* tokens : {&lightTokens(), &darkTokens()}) {
            const auto sheet = styleSheet(*tokens);
            QVERIFY(!sheet.contains(u'@'));
            QVERIFY(sheet.contains(tokens->primary.name()));
        }
    }

    void everyShapeIsDrawn()
    {
        for (int i = 1; i <= int(Shape::Clock); ++i) {
            const auto pixmap = shapePixmap(Shape(i), Qt::red, 16, 1);
            const auto image = pixmap.toImage();
            int inked = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    inked += qAlpha(image.pixel(x, y)) > 60;
            }
            QVERIFY2(inked > 10, qPrintable(fileNameOf(Shape(i))));
        }
    }

    void shapesDifferWithoutTheirColour()
    {
        // shape and word, never colour alone: no two verdicts share a picture
        QList<QImage> seen;
        for (int i = int(Shape::Synced); i <= int(Shape::NoAccess); ++i) {
            const auto image = shapePixmap(Shape(i), Qt::black, 16, 1).toImage();
            QVERIFY2(!seen.contains(image), qPrintable(fileNameOf(Shape(i))));
            seen.append(image);
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
