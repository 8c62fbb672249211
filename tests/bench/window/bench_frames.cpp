// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// B14: one frame of the history, a million rows long, against a stock tree view with the same
// delegate. B16: a difference of 10,000 lines, opened and scrolled through.
//
// A frame is a new place of the scroll bar and all that is then on screen painted. The words of the
// commits are there; fetching them is no part of a frame.

#include "bench/support/held.h"
#include "bench/support/ratios.h"

#include "delegates/historydelegate.h"
#include "models/historymodel.h"
#include "theme/theme.h"
#include "views/history/commitpane.h"
#include "widgets/difftext.h"
#include "widgets/uniformlist.h"
#include "widgets/watchdog.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTreeView>

using namespace plumb;
using namespace plumb::ui;

namespace {

constexpr QSize kWindow{1280, 800};
constexpr int kJumps = 200;
constexpr quint32 kSeed = 20261124;

void require(bool isTrue, const char* what)
{
    if (!isTrue)
        qFatal("%s", what);
}

git::CommitId idOf(int number)
{
    git::CommitId id;
    for (size_t i = 0; i < 4; ++i)
        id.bytes[i] = static_cast<unsigned char>(quint32(number) * 2654435761U >> (24 - 8 * i));
    for (size_t i = 4; i < 8; ++i)
        id.bytes[i] = static_cast<unsigned char>(number >> (8 * (i - 4)));
    return id;
}

git::Commit commitOf(int number)
{
    git::Commit commit;
    commit.id = idOf(number);
    commit.subject = u"app%1: set the image to 1.%2.%3 for the release"_s.arg(number % 200)
                         .arg(number % 40)
                         .arg(number);
    commit.author = commit.committer = {u"Author %1"_s.arg(number % 20), u"a@example.org"_s,
                                        QDateTime::fromSecsSinceEpoch(1'700'000'000 - number * 90)};
    return commit;
}

//! Up to eight lines beside main that come and go; the newest commit is number 0.
git::CommitGraph graphOf(int size)
{
    QRandomGenerator random(kSeed);
    git::CommitGraph::Builder builder;
    for (int i = 0; i < size; ++i) {
        QList<git::CommitId> parents;
        if (i + 1 < size)
            parents << idOf(std::min(size - 1, i + 1 + int(random.bounded(6))));
        if (i + 20 < size && random.bounded(5) == 0)
            parents << idOf(i + 7 + int(random.bounded(12)));
        builder.add(idOf(i), std::span(parents.constData(), size_t(parents.size())));
    }
    return builder.build(true);
}

//! The delegate of the history, counting.
class CountingDelegate : public HistoryDelegate
{
public:
    using HistoryDelegate::HistoryDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        painted.append(index.row());
        HistoryDelegate::paint(painter, option, index);
    }
    mutable QList<int> painted;
};

//! A view with a history in it, on screen.
struct Shown
{
    Shown(QAbstractItemView* itsView, HistoryModel* itsModel)
        : view(itsView)
        , model(itsModel)
        , delegate(new CountingDelegate(model, itsView))
    {
        view->setModel(model);
        view->setItemDelegate(delegate);
        view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        view->setGeometry(QRect({20, 20}, kWindow)); // away from the mouse at 0, 0
        view->show();
        QCoreApplication::processEvents();
    }
    double frame(int value) const
    {
        QElapsedTimer timer;
        timer.start();
        view->verticalScrollBar()->setValue(value);
        view->viewport()->repaint();
        return double(timer.nsecsElapsed()) / 1e6;
    }
    int placeOf(int jump) const
    {
        return int(qint64(view->verticalScrollBar()->maximum()) * ((jump * 37) % (kJumps + 1))
                   / kJumps);
    }
    double p95() const
    {
        std::vector<double> times;
        for (int jump = 0; jump <= kJumps; ++jump)
            times.push_back(frame(placeOf(jump)));
        std::sort(times.begin(), times.end());
        return times[times.size() * 95 / 100];
    }

    std::unique_ptr<QAbstractItemView> view;
    HistoryModel* model;
    CountingDelegate* delegate;
};

QAbstractItemView* stockTree()
{
    auto* tree = new QTreeView;
    tree->setUniformRowHeights(true);
    tree->setRootIsDecorated(false);
    tree->setHeaderHidden(true);
    tree->setIndentation(0);
    return tree;
}

void measureHistory(bench::Bench& figures)
{
    const int size = figures.isFull() ? 1'000'000 : 20'000;
    HistoryModel model;
    QObject::connect(&model, &HistoryModel::detailsWanted, &model, [&](const auto& ids) {
        QList<git::Commit> commits;
        for (const auto& id : ids)
            commits << commitOf(model.graph().rowOf(id));
        model.answered(ids);
        model.setCommits(commits);
    });
    model.setNow(QDateTime::fromSecsSinceEpoch(1'700'100'000));
    model.setGraph(graphOf(size));
    require(model.rowCount() == size, "rows are missing");
    model.setRefs({{git::Ref::Kind::Branch, u"main"_s, u"refs/heads/main"_s, idOf(0), true}});
    QHash<git::CommitId, QStringList> touched;
    for (int i = 0; i < 100'000 && i < size; ++i)
        touched.insert(idOf(i), {u"app%1"_s.arg(i % 200)});
    model.setTouched(touched);

    const auto holds = [&](QAbstractItemView* view, HistoryModel* of) {
        const qint64 before = bench::heldBytes();
        const Shown shown(view, of);
        return bench::heldBytes() - before;
    };
    HistoryModel none;
    for (int i = 0; i < 2; ++i) // fonts and style, the first words and their glyphs
        holds(new UniformList, &model);
    const qint64 forRows = holds(new UniformList, &model) - holds(new UniformList, &none);
    std::fprintf(stderr, "bytes held for the rows: the list %lld, the tree %lld\n", forRows,
                 holds(stockTree(), &model) - holds(stockTree(), &none));
    require(forRows < 64 * 1024, "the list holds something for each row");
    const Shown ours(new UniformList, &model), peer(stockTree(), &model);

    // the words come first, then both must show the same
    for (int jump = 0; jump <= kJumps; ++jump) {
        for (const auto* shown : {&ours, &peer})
            shown->frame(ours.placeOf(jump));
        QCoreApplication::processEvents();
    }
    const int onScreen = (kWindow.height() + rowHeight() - 1) / rowHeight();
    for (int jump = 0; jump <= kJumps; jump += 10) {
        for (const auto* shown : {&ours, &peer}) {
            shown->delegate->painted.clear();
            shown->frame(ours.placeOf(jump));
        }
        require(ours.delegate->painted == peer.delegate->painted, "the two paint other rows");
        require(ours.delegate->painted.size() <= onScreen,
                "a frame paints rows that are not on screen, or rows twice");
        require(ours.view->viewport()->grab().toImage() == peer.view->viewport()->grab().toImage(),
                "the two pictures differ, so no ratio means anything");
    }
    figures.measure(
        {u"B14"_s, u"one frame of the history, p95, ms"_s, [&] { return ours.p95(); }, {}, 16, 8});
    figures.measure({u"B14 tree"_s, u"the same / a stock tree view with the same delegate"_s,
                     [&] { return ours.p95(); }, [&] { return peer.p95(); }, 1.2, 0.4});
    const auto opening = [&](auto makeView) {
        return [&model, makeView] {
            return bench::seconds([&] { Shown(makeView(), &model).frame(0); }) * 1e3;
        };
    };
    figures.measure({u"B14 first"_s, u"to the first frame / a stock tree view's, ms"_s,
                     opening([] { return new UniformList; }), opening(stockTree), 1, 0.4});
}

constexpr int kLines = 10'000;

git::FileDiff diffOf(int lines)
{
    using Kind = git::DiffLine::Kind;
    git::FileDiff diff;
    for (int i = 0; i < lines; ++i) {
        const auto kind = i % 40 == 0  ? Kind::Hunk
                          : i % 9 == 0 ? Kind::Removed
                          : i % 7 == 0 ? Kind::Added
                                       : Kind::Context;
        git::DiffLine line;
        line.kind = kind;
        line.text = kind == Kind::Hunk ? u"@@ -%1,40 +%1,40 @@"_s.arg(i)
                                       : u"%1name: web-%2 # the image that everybody runs"_s
                                             .arg(QString(i % 12, u' '))
                                             .arg(i);
        diff.lines << line;
    }
    return diff;
}

//! The pane of one commit, in which the difference of its one file is opened.
struct OpenedDiff
{
    OpenedDiff()
    {
        services.changes = [](auto&&...) {
            git::FileChange change;
            change.path = u"web.yaml"_s;
            return ready<QList<git::FileChange>>(QList{change});
        };
        services.diff = [this](auto&&...) { return ready<git::FileDiff>(diff); };
        pane = std::make_unique<CommitPane>(services);
        pane->setGeometry(QRect({20, 20}, kWindow));
        pane->show();
        text = pane->findChild<DiffText*>();
        QCoreApplication::processEvents();
    }
    //! Until all lines stand there; milliseconds.
    double open(int lines)
    {
        diff = diffOf(lines);
        Watchdog::instance().reset();
        QElapsedTimer timer;
        timer.start();
        // from an event, as by a click; each time another commit
        QMetaObject::invokeMethod(
            pane.get(), [this] { pane->showCommit(u"here"_s, commitOf(++opened)); },
            Qt::QueuedConnection);
        do {
            QCoreApplication::processEvents();
        } while (text->document()->blockCount() < lines || !text->isComplete());
        text->viewport()->repaint();
        return double(timer.nsecsElapsed()) / 1e6;
    }
    double p95() const
    {
        std::vector<double> times;
        for (int jump = 0; jump <= kJumps; ++jump) {
            auto* bar = text->verticalScrollBar();
            QElapsedTimer timer;
            timer.start();
            bar->setValue(int(qint64(bar->maximum()) * ((jump * 37) % (kJumps + 1)) / kJumps));
            text->viewport()->repaint();
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        std::sort(times.begin(), times.end());
        return times[times.size() * 95 / 100];
    }
    Services services = idleServices();
    git::FileDiff diff;
    std::unique_ptr<CommitPane> pane;
    DiffText* text = nullptr;
    int opened = 0;
};

void measureDiff(bench::Bench& figures)
{
    OpenedDiff view;
    // the same text and kinds, in one document, of which the screen alone is laid out
    view.open(kLines);
    QStringList wanted;
    for (const auto& line : view.diff.lines)
        wanted << line.text;
    require(view.text->toPlainText() == wanted.join(u'\n'), "the text is not that of the diff");
    int laidOut = 0, changed = 0;
    for (auto block = view.text->document()->begin(); block.isValid(); block = block.next()) {
        laidOut += block.layout()->lineCount() > 0;
        changed += block.userState() == int(LineKind::Added)
                   || block.userState() == int(LineKind::Removed);
    }
    const auto isChange = [](const git::DiffLine& line) {
        return line.kind == git::DiffLine::Kind::Added || line.kind == git::DiffLine::Kind::Removed;
    };
    require(changed == std::count_if(view.diff.lines.begin(), view.diff.lines.end(), isChange),
            "added and removed lines are not marked");
    const auto documents = view.text->findChildren<QTextDocument*>().size();
    std::fprintf(stderr, "%d lines: %d laid out, %d documents\n", kLines, laidOut, int(documents));
    // those on screen, and one where each change of colour begins
    require(laidOut < kLines / 5, "lines are laid out that are not on screen");
    require(documents == 1, "more than one document is made");
    figures.measure({u"B16"_s,
                     u"a difference of 10,000 lines opened, ms"_s,
                     [&] { return view.open(kLines); },
                     {},
                     250,
                     100});
    figures.measure({u"B16 slice"_s,
                     u"the longest event of that, ms"_s,
                     [&] {
                         view.open(kLines);
                         return Watchdog::instance().longest();
                     },
                     {},
                     50,
                     16});
    figures.measure(
        {u"B16 frame"_s, u"one frame of it, p95, ms"_s, [&] { return view.p95(); }, {}, 16, 8});
}

} // namespace

int main(int argc, char** argv)
{
    GuiApplication application(argc, argv);
    applyTheme(application, ThemeChoice::Dark);
    QCommandLineParser parser;
    bench::Bench figures(parser, application);
    figures.useSeed(kSeed);
    measureHistory(figures);
    measureDiff(figures);
    return figures.finish();
}
