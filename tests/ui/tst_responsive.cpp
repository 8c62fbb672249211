// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/support/sample.h"
#include "ui/support/settle.h"

#include "views/history/historyview.h"
#include "widgets/difftext.h"
#include "widgets/uniformlist.h"
#include "widgets/watchdog.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QTreeView>

using namespace plumb;
using namespace plumb::ui;
using namespace plumb::ui::test;

//! Large input, and the window keeps answering.
class ResponsiveTest : public QObject
{
    Q_OBJECT
private:
    static void expectNoLongEvent()
    {
        QStringList slow;
        for (const auto& slice : Watchdog::instance().tooLong())
            slow << u"%1: %2 ms"_s.arg(slice.what).arg(slice.milliseconds);
        qInfo("longest event: %.1f ms", Watchdog::instance().longest());
        QCOMPARE(slow, QStringList());
    }
    static QList<TextLine> manyLines(int count)
    {
        QList<TextLine> lines;
        for (int i = 0; i < count; ++i)
            lines.append({LineKind(i % 3), u"    - name: variable-%1"_s.arg(i)});
        return lines;
    }

private Q_SLOTS:
    void init() { Watchdog::instance().reset(); }

    void aHundredThousandCommitsScroll()
    {
        constexpr int kCommits = 100'000, kPart = 20'000;
        const auto numbered = [](int number) {
            git::CommitId id;
            std::memcpy(id.bytes.data(), &number, sizeof number);
            return id;
        };
        git::CommitGraph::Builder builder;
        QList<git::CommitGraph> parts;
        for (int i = 0; i < kCommits; ++i) {
            QList<git::CommitId> parents;
            if (i + 1 < kCommits)
                parents << numbered(i + 1);
            if (i % 7 == 0 && i + 5 < kCommits)
                parents << numbered(i + 5);
            builder.add(numbered(i), std::span(parents.constData(), size_t(parents.size())));
            if ((i + 1) % kPart == 0)
                parts << builder.build(i + 1 == kCommits);
        }
        Sample sample;
        auto services = sample.services();
        std::function<void(const git::CommitGraph&)> grow;
        QPromise<Result<git::CommitGraph>> promise;
        services.graph = [&](const QString&, const git::LogFilter&, auto onPart, std::stop_token) {
            grow = onPart;
            promise.start();
            return promise.future();
        };
        services.touched = [&](auto&&...) {
            QList<git::Touched> touched;
            for (int i = 0; i < 500; ++i)
                touched.append({numbered(i * 11), {0}});
            return ready<QList<git::Touched>>(touched);
        };
        services.commits = [&](const QString&, const QList<git::CommitId>& ids) {
            QList<git::Commit> commits;
            for (const auto& id : ids) {
                auto commit = sample.commits.first();
                commit.id = id;
                commits << commit;
            }
            return ready<QList<git::Commit>>(commits);
        };
        HistoryView view(services);
        view.resize(1100, 800);
        view.show();
        view.setApplications(sample.applications, u"checkout"_s);
        view.showRepository(u"shop-config"_s);
        QTRY_VERIFY(grow);
        for (const auto& part : parts) {
            grow(part);
            QTRY_COMPARE(view.model()->rowCount(), int(part.size()));
        }
        promise.addResult(parts.last());
        promise.finish();
        QTRY_VERIFY(!view.isLoading());
        auto* bar = view.list()->verticalScrollBar();
        for (int i = 0; i <= 100; ++i) {
            bar->setValue(bar->maximum() * i / 100);
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(!view.model()->isAsking());
        view.setApplications(sample.applications, {});
        QCoreApplication::processEvents();
        expectNoLongEvent();
    }

    void aLongDifferenceComesInSlices()
    {
        DiffText text(u"diff"_s);
        text.resize(900, 700);
        text.show();
        QTimer::singleShot(0, &text, [&] { text.setLines(manyLines(10'000)); });
        QTRY_COMPARE(text.blockCount(), 10'000);
        expectNoLongEvent();
    }

    void whatIsLeftOfAnOldTextDoesNotFollowANewOne()
    {
        DiffText text(u"diff"_s);
        text.setLines(manyLines(5'000));
        text.setLines(manyLines(3));
        QTRY_COMPARE(text.blockCount(), 3);
        QCoreApplication::processEvents();
        QCOMPARE(text.blockCount(), 3);
    }
};

int main(int argc, char** argv)
{
    GuiApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Dark);
    ResponsiveTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_responsive.moc"
