// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/history/historyview.h"

#include "base/text.h"
#include "delegates/historydelegate.h"
#include "format/text.h"
#include "theme/theme.h"
#include "views/drift/driftpane.h"
#include "views/history/commitpane.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/segments.h"
#include "widgets/surface.h"
#include "widgets/uniformlist.h"

#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace plumb::ui {

//! More rows than anybody reads; what is beyond is said.
static constexpr int kMatches = 5000;

git::LogFilter parseFilter(const QString& text)
{
    git::LogFilter filter;
    filter.all = true;
    QStringList words;
    for (const auto& word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (word.startsWith(u"author:"))
            filter.author = word.mid(7);
        else if (word.startsWith(u"path:"))
            filter.paths << word.mid(5);
        else
            words << word;
    }
    filter.anywhere = words.join(u' ');
    filter.completesPaths = true;
    filter.limit = kMatches;
    return filter;
}

HistoryView::HistoryView(const Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_model(new HistoryModel(this))
    , m_banner(new Banner(Role::Warn))
    , m_list(new UniformList)
    , m_empty(new EmptyState)
    , m_stack(new QStackedWidget)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_lower(new QWidget)
    , m_lowerStack(new QStackedWidget)
    , m_lowerWhat(new Segments({tr("Drift"), tr("Commit")}, tr("Shown below the history")))
    , m_drift(new DriftPane)
    , m_commit(new CommitPane(services))
{
    setAccessibleName(tr("History"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new HistoryDelegate(m_model, m_list));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection); // a range is rolled back in one
    // lanes, ids and subjects read from left to right in every language, as manifests do
    m_list->setLayoutDirection(Qt::LeftToRight);
    m_list->setAccessibleName(tr("Commits"));
    m_fetch = m_banner->addButton(tr("Fetch"), tr("Fetch the repository"));
    connect(m_fetch, &QPushButton::clicked, this, &HistoryView::fetchWanted);

    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_list);
    auto* upper = new QWidget;
    auto* upperColumn = columnOf(upper);
    upperColumn->addWidget(m_banner);
    upperColumn->addWidget(m_stack, 1);

    auto* strip = surface(u"panehead"_s);
    setZoomedHeight(strip, 30);
    auto* stripRow = new QHBoxLayout(strip);
    stripRow->setContentsMargins(8, 0, 8, 0);
    stripRow->addWidget(m_lowerWhat);
    stripRow->addStretch(1);
    m_lowerStack->addWidget(m_drift);
    m_lowerStack->addWidget(m_commit);
    auto* lowerColumn = columnOf(m_lower);
    lowerColumn->addWidget(strip);
    lowerColumn->addWidget(m_lowerStack, 1);

    m_splitter->addWidget(upper);
    m_splitter->addWidget(m_lower);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({380, 420});
    m_splitter->setCollapsible(0, false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);

    connect(m_lowerWhat, &Segments::changed, this, [this](int what) {
        m_lowerStack->setCurrentIndex(what);
        rowChosen();
    });
    connect(m_model, &HistoryModel::detailsWanted, this, [this](const QList<git::CommitId>& ids) {
        observe(m_services.commits(m_repository, ids), this,
                [this, ids, name = m_repository](const Result<QList<git::Commit>>& got) {
                    if (name != m_repository)
                        return;
                    m_model->answered(ids);
                    if (!got)
                        return;
                    m_model->setCommits(*got);
                    rowChosen();
                });
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_isTop = m_isTop && m_isPlacing;
        rowChosen();
    });
    connect(m_list, &UniformList::pressed, this, [this] { m_isTop = false; });
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HistoryView::refreshRange);
    connect(m_model, &QAbstractItemModel::modelReset, this, &HistoryView::refreshRange);
    connect(m_list, &UniformList::activated, this, &HistoryView::openSelected);
    connect(m_list, &UniformList::customContextMenuRequested, this, &HistoryView::showMenu);
    connect(m_drift, &DriftPane::copyWanted, this, &HistoryView::copyWanted);
    connect(m_commit, &CommitPane::copyWanted, this, &HistoryView::copyWanted);
    connect(m_commit, &CommitPane::commitWanted, this, &HistoryView::select);
    connect(m_empty->button(), &QPushButton::clicked, this, [this] {
        if (m_error)
            reload();
        else if (m_model->isFiltered())
            Q_EMIT clearFilterWanted();
    });
    m_filterLater.setSingleShot(true);
    m_filterLater.setInterval(120);
    connect(&m_filterLater, &QTimer::timeout, this, &HistoryView::applyFilter);
    refreshEmpty();
}

HistoryView::~HistoryView()
{
    m_stop.request_stop();
    m_filterStop.request_stop();
}

void HistoryView::showRepository(const QString& name)
{
    if (name == m_repository)
        return;
    m_repository = name;
    m_isTop = true;
    m_model->clear();
    m_model->setNow(m_services.now());
    m_refs.clear();
    m_head = {};
    reload();
}

void HistoryView::reload()
{
    m_stop.request_stop();
    m_stop = {};
    m_error.reset();
    if (m_repository.isEmpty())
        return refreshEmpty();
    m_loading = true;
    refreshEmpty();
    observe(m_services.openRepository(m_repository, m_stop.get_token()), this,
            [this, name = m_repository](const Result<git::Refs>& refs) {
                if (name != m_repository)
                    return;
                if (!refs) {
                    if (refs.error().kind == Error::Kind::Cancelled)
                        return;
                    m_error = refs.error();
                    m_loading = false;
                    refreshEmpty();
                    Q_EMIT settled();
                    return;
                }
                m_refs = refs->all;
                m_problem = refs->problems.join(u'\n');
                m_model->setRefs(m_refs);
                loadGraph();
            });
}

void HistoryView::loadGraph()
{
    m_stop.request_stop();
    m_stop = {};
    m_loading = true;
    git::LogFilter filter;
    filter.all = true;
    filter.order = m_order;
    const auto show = [this, name = m_repository](const git::CommitGraph& graph) {
        if (name != m_repository || m_model->isFiltered())
            return;
        const QScopedValueRollback placing(m_isPlacing, true);
        const auto before = selected();
        m_model->setGraph(graph);
        refreshMarks();
        // another order takes rows away and puts them elsewhere
        const auto row = before.isNull() || m_isTop ? 0 : m_model->rowOf(before);
        if (m_model->rowCount() > 0
            && (!m_list->currentIndex().isValid()
                || (row >= 0 && m_list->currentIndex().row() != row)))
            choose(qMax(0, row));
        refreshRange();
        refreshEmpty();
    };
    observe(m_services.graph(m_repository, filter, toOwner<git::CommitGraph>(this, show),
                             m_stop.get_token()),
            this, [this, show, name = m_repository](const Result<git::CommitGraph>& graph) {
                if (name != m_repository)
                    return;
                if (!graph && graph.error().kind == Error::Kind::Cancelled)
                    return;
                m_loading = false;
                if (graph) {
                    const QScopedValueRollback placing(m_isPlacing, true);
                    const auto before = selected();
                    m_model->setMatches({});
                    select(before);
                    show(*graph);
                    if (!m_filter.isEmpty())
                        m_filterLater.start();
                } else {
                    m_error = graph.error();
                }
                refreshEmpty();
                loadTouched();
                Q_EMIT settled();
            });
}

void HistoryView::loadTouched()
{
    git::TouchQuery query;
    query.limit = kLooked;
    QStringList names; // of each path
    for (const auto& application : m_applications) {
        const QString& own = application.config.path;
        if (own.isEmpty() || own == u".")
            continue;
        for (const auto& path :
             application.inputs.isEmpty() ? QStringList{own} : application.inputs) {
            query.paths << path;
            names << application.config.name;
        }
    }
    if (query.paths.isEmpty())
        return;
    observe(m_services.touched(m_repository, query, m_stop.get_token()), this,
            [this, names, repository = m_repository](const Result<QList<git::Touched>>& touched) {
                if (!touched || repository != m_repository)
                    return;
                QHash<git::CommitId, QStringList> byCommit;
                for (const auto& one : *touched) {
                    auto& applications = byCommit[one.commit];
                    for (const auto path : one.paths) {
                        if (!applications.contains(names[path]))
                            applications << names[path];
                    }
                }
                m_model->setTouched(byCommit);
                refreshMarks();
            });
}

void HistoryView::setRepository(const engine::RepositorySnapshot& snapshot)
{
    if (snapshot.config.name != m_repository || snapshot.phase != engine::Phase::Ready)
        return;
    if (m_head != snapshot.head || m_branch != snapshot.branch) {
        m_head = snapshot.head;
        m_branch = snapshot.branch;
        refreshRange();
    }
    if (m_problem != snapshot.problems.join(u'\n')) {
        m_problem = snapshot.problems.join(u'\n');
        refreshBanner();
    }
    if (m_loading || m_refs == snapshot.refs || snapshot.refs.isEmpty())
        return;
    m_refs = snapshot.refs;
    m_model->setRefs(m_refs);
    loadGraph();
}

void HistoryView::setApplications(const QList<engine::ApplicationSnapshot>& all,
                                  const QString& chosen)
{
    const bool others = all.size() != m_applications.size();
    m_applications = all;
    m_chosen = chosen;
    if (others && m_model->graph().size() > 0)
        loadTouched();
    refreshMarks();
    QList<engine::ApplicationSnapshot> shown;
    for (const auto& application : all) {
        if (application.config.name == chosen)
            shown = {application};
    }
    m_drift->setApplications(shown, m_services.now());
}

void HistoryView::refreshMarks()
{
    QList<PinMark> pins;
    m_lost.clear();
    git::CommitId live, target;
    for (const auto& a : m_applications) {
        const auto mark = markOf(a);
        if (a.pin) {
            pins.append({a.config.name, a.pin->commit, false, a.config.name == m_chosen,
                         a.pin->isUnverified, a.isStale, a.differenceCount(), mark});
            if (a.config.name == m_chosen && m_model->graph().isComplete()
                && m_model->graph().rowOf(a.pin->commit) < 0)
                m_lost = tr("The live revision %1 of %2 is not in this clone.")
                             .arg(a.pin->commit.shortHex(), a.config.name);
        }
        if (a.target && (!a.pin || a.pin->commit != *a.target)
            && (a.config.name == m_chosen || (m_chosen.isEmpty() && a.pin)))
            pins.append(
                {a.config.name, *a.target, true, a.config.name == m_chosen, false, false, 0, mark});
        if (a.config.name == m_chosen) {
            live = a.pin ? a.pin->commit : git::CommitId{};
            target = a.target.value_or(git::CommitId{});
        }
    }
    m_model->setPins(pins);
    m_model->setNotLive(live, target);
    if (m_chosen.isEmpty())
        m_model->setRelevant({});
    else
        m_model->setRelevantTo(m_chosen);
    m_model->setNow(m_services.now());
    refreshBanner();
}

void HistoryView::refreshBanner()
{
    const bool isCut = m_model->isFiltered() && m_model->rowCount() >= kMatches;
    m_banner->say(
        isCut ? tr("Only the first %1 matches are shown. Say more in the filter.").arg(kMatches)
        : m_lost.isEmpty() ? m_problem
                           : m_lost);
    m_fetch->setVisible(!isCut && !m_lost.isEmpty());
}

void HistoryView::setFilter(const QString& text)
{
    if (m_filter == text)
        return;
    m_filter = text;
    m_filterLater.start();
}

void HistoryView::setOrder(git::CommitOrder order)
{
    if (std::exchange(m_order, order) == order || m_repository.isEmpty())
        return;
    if (m_loading)
        reload(); // the refs may still be on their way
    else
        loadGraph();
}

void HistoryView::applyFilter()
{
    m_filterStop.request_stop();
    m_filterStop = {};
    const auto before = selected();
    if (m_filter.trimmed().isEmpty()) {
        const QScopedValueRollback placing(m_isPlacing, true);
        m_model->setMatches({});
        select(before);
        refreshEmpty();
        Q_EMIT settled();
        return;
    }
    const auto show = [this, before](const QList<git::CommitId>& ids) {
        const QScopedValueRollback placing(m_isPlacing, true);
        m_model->setMatches(ids);
        select(before);
        refreshEmpty();
    };
    // parts may still be on their way when the whole has come
    auto isWhole = std::make_shared<bool>(false);
    const auto showPart = [this, show, isWhole, text = m_filter](const QList<git::CommitId>& ids) {
        if (text == m_filter && !*isWhole)
            show(ids);
    };
    observe(m_services.search(m_repository, parseFilter(m_filter),
                              toOwner<QList<git::CommitId>>(this, showPart),
                              m_filterStop.get_token()),
            this, [this, show, isWhole, text = m_filter](const Result<QList<git::CommitId>>& ids) {
                *isWhole = true;
                if (text != m_filter || (!ids && ids.error().kind == Error::Kind::Cancelled))
                    return;
                show(ids ? *ids : QList<git::CommitId>());
                Q_EMIT settled();
            });
}

void HistoryView::refreshEmpty()
{
    refreshBanner();
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    m_stack->setCurrentWidget(m_empty);
    if (m_error)
        m_empty->fail(*m_error, tr("Try again"));
    else if (m_repository.isEmpty())
        m_empty->say(Shape::Repository,
                     tr("Choose a repository or an application to see its history."));
    else if (m_model->isFiltered())
        m_empty->say(Shape::Search, tr("No commit matches “%1”.").arg(m_filter),
                     tr("Clear the filter"));
    else if (m_loading)
        m_empty->showLoading(tr("Reading the history"));
    else
        m_empty->say(Shape::Empty, tr("This repository has no commits yet."));
}

void HistoryView::rowChosen()
{
    const auto row = m_list->currentIndex().row();
    if (row < 0)
        return;
    const auto id = m_model->idAt(row);
    if (m_lowerStack->currentIndex() == 1) {
        if (const auto* commit = m_model->commitAt(row))
            m_commit->showCommit(m_repository, *commit);
    }
    m_lowerWhat->setWord(1, tr("Commit %1").arg(id.shortHex()));
}

} // namespace plumb::ui
