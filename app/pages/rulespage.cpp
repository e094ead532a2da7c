// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/rulespage.h"

#include "app/models/chainlistmodel.h"
#include "app/models/firewallview.h"
#include "app/models/qtext.h"
#include "app/models/rulemodel.h"
#include "app/pages/ruleactions.h"
#include "app/pages/ruledetails.h"
#include "app/pages/rulelint.h"
#include "app/pages/session.h"
#include "app/pages/setmembers.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/widgets/placeholderview.h"
#include "app/widgets/rowdelegate.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Portlight::App
{

namespace
{

constexpr int countersMilliseconds = 2000;
constexpr int searchDelayMilliseconds = 150;
/// In the lists to choose from: all there is.
constexpr int both = -1;
/// Raised when columns change: layouts saved with other ones do not fit.
constexpr int columnsVersion = 3;

} // namespace

RulesPage::RulesPage(Session &session, QWidget *parent)
    : Page(session, tr("Rules"), parent)
    , m_family(new QComboBox(this))
    , m_backend(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_hits(new QLabel(this))
    , m_lintState(new QLabel(this))
    , m_message(new MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_placeholder(new PlaceholderView(this))
    , m_chainModel(new ChainListModel(this))
    , m_chains(new QListView(this))
    , m_rules(new RuleModel(this))
    , m_table(new QTableView(this))
    , m_tableStack(new QStackedWidget(this))
    , m_nothingFound(new PlaceholderView(this))
    , m_actions(new RuleActions(m_table, this))
    , m_buttons(new QWidget(this))
    , m_details(new RuleDetails(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_right(new QSplitter(Qt::Vertical, this))
    , m_searcher(new RuleSearcher(this))
    , m_sets(new SetMembers(session, this))
    , m_lint(new RuleLint(this))
    , m_tick(new QTimer(this))
    , m_searchDelay(new QTimer(this))
{
    auto *bar = new QHBoxLayout;
    makeBar(bar);
    makeLists();
    makeActions();
    m_stack->addWidget(m_placeholder);
    m_stack->addWidget(m_splitter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addLayout(bar);
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    m_tick->setInterval(countersMilliseconds);
    m_searchDelay->setInterval(searchDelayMilliseconds);
    m_searchDelay->setSingleShot(true);
    restoreSettings();
    makeConnections();
    m_details->showRule(*m_rules, -1);
    showPlaceholder();
}

RulesPage::~RulesPage()
{
    saveSettings();
}

void RulesPage::makeBar(QHBoxLayout *bar)
{
    m_family->addItem(tr("IPv4"), static_cast<int>(Core::Family::Ipv4));
    m_family->addItem(tr("IPv6"), static_cast<int>(Core::Family::Ipv6));
    m_family->addItem(tr("IPv4 and IPv6"), both);
    m_family->setAccessibleName(tr("IP version"));
    m_backend->addItem(tr("iptables (nftables)"), static_cast<int>(Core::Backend::Nft));
    m_backend->addItem(tr("iptables (legacy)"), static_cast<int>(Core::Backend::Legacy));
    m_backend->addItem(tr("iptables (both)"), both);
    m_backend->setAccessibleName(tr("Where the rules are kept"));
    m_search->setPlaceholderText(tr("Port, address, service or word"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search rules"));
    m_search->addAction(icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_search->setMinimumWidth(200);
    m_hits->setAccessibleName(tr("Number of rules found"));
    bar->addWidget(m_family);
    bar->addWidget(m_backend);
    bar->addStretch(1);
    auto *filter = new QToolButton(this);
    auto *choices = new QMenu(filter);
    choices->addAction(m_actions->onlyMarked);
    choices->addAction(m_actions->onlyQuiet);
    filter->setMenu(choices);
    filter->setPopupMode(QToolButton::InstantPopup);
    filter->setToolButtonStyle(Qt::ToolButtonTextOnly);
    filter->setAccessibleName(tr("Which rules are shown"));
    const auto showFilter = [this, filter] {
        const bool isOn = m_actions->onlyMarked->isChecked() || m_actions->onlyQuiet->isChecked();
        filter->setText(isOn ? tr("Filter On") : tr("Filter"));
    };
    showFilter();
    connect(m_actions->onlyMarked, &QAction::toggled, filter, showFilter);
    connect(m_actions->onlyQuiet, &QAction::toggled, filter, showFilter);
    m_lintState->setAccessibleName(tr("State of the search for mistakes"));
    bar->addWidget(m_hits);
    bar->addWidget(m_lintState);
    bar->addWidget(filter);
    bar->addWidget(m_search, 1);
}

void RulesPage::makeLists()
{
    m_chains->setModel(m_chainModel);
    m_chains->setItemDelegate(new RowDelegate(m_chains));
    m_chains->setAccessibleName(tr("Rule lists"));
    m_chains->setUniformItemSizes(true);
    m_chains->setMinimumWidth(170);
    setUpTable(m_table, tr("Rules"));
    m_table->setModel(m_rules);
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(RuleModel::SentenceColumn, QHeaderView::Stretch);
    header->setMinimumSectionSize(36);
    header->moveSection(RuleModel::NumberColumn, 0);
    const QFontMetrics plain(m_table->font());
    auto bold = m_table->font();
    bold.setBold(true); // the last row
    const QFontMetrics bolder(bold);
    for (int column = 0; column < RuleModel::ColumnCount; ++column) {
        constexpr int padding = 12;
        constexpr int iconWidth = 34; // with the gaps around it
        const QString typical = RuleModel::typicalText(column);
        // Of these columns the last row says little or nothing.
        const bool isPlain = column == RuleModel::PacketsColumn || column == RuleModel::OwnerColumn
            || column == RuleModel::NumberColumn;
        const auto &metrics = isPlain ? plain : bolder;
        if (!typical.isEmpty()) {
            m_table->setColumnWidth(column,
                                    metrics.horizontalAdvance(typical) + padding
                                        + (column == RuleModel::ActionColumn ? iconWidth : 0));
        }
    }
    m_table->hideColumn(RuleModel::BytesColumn);
    m_table->hideColumn(RuleModel::CommandColumn);

    m_tableStack->addWidget(m_table);
    m_tableStack->addWidget(m_nothingFound);
    auto *upper = new QWidget(this);
    auto *stacked = new QVBoxLayout(upper);
    stacked->setContentsMargins(0, 0, 0, 0);
    stacked->setSpacing(6);
    stacked->addWidget(m_tableStack, 1);
    stacked->addWidget(m_buttons);
    m_right->addWidget(upper);
    m_right->addWidget(m_details);
    m_right->setStretchFactor(0, 1);
    m_right->setSizes({400, 170});
    m_right->setChildrenCollapsible(false);
    m_splitter->addWidget(m_chains);
    m_splitter->addWidget(m_right);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({190, 700});
    m_splitter->setChildrenCollapsible(false);
}

void RulesPage::makeConnections()
{
    connect(m_tick, &QTimer::timeout, this, &RulesPage::askForRules);
    connect(m_search, &QLineEdit::textChanged, m_searchDelay, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_searchDelay->isActive()) {
            searchNow();
        } else {
            find(+1);
        }
    });
    connect(m_searchDelay, &QTimer::timeout, this, &RulesPage::searchNow);
    connect(m_searcher, &RuleSearcher::found, this,
            [this](const RuleSources &sources, const std::vector<ChainHits> &hits) {
                showSources(sources, hits);
            });
    connect(m_actions->onlyQuiet, &QAction::toggled, this, &RulesPage::showData);
    connect(m_actions->onlyMarked, &QAction::toggled, this, &RulesPage::showData);
    // Not from within showData(), which starts the looking.
    connect(m_lint, &RuleLint::changed, this, &RulesPage::showLint, Qt::QueuedConnection);
    connect(m_details, &RuleDetails::ruleRequested, this, &RulesPage::showLocation);
    connect(m_sets, &SetMembers::changed, this, [this] {
        m_details->showSets(m_sets->text());
    });
    connect(m_nothingFound, &PlaceholderView::actionTriggered, this, [this] {
        m_actions->onlyQuiet->setChecked(false);
        m_actions->onlyMarked->setChecked(false);
        m_search->clear();
        searchNow();
        m_search->setFocus();
    });
    connect(m_family, &QComboBox::currentIndexChanged, this, &RulesPage::showData);
    connect(m_backend, &QComboBox::activated, this, [this] {
        m_backendChosen = true;
    });
    connect(m_backend, &QComboBox::currentIndexChanged, this, &RulesPage::showData);
    connect(m_chains->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                const auto place = m_chainModel->place(now.row());
                if (place && !m_isFilling) {
                    m_place = place;
                    showChain();
                }
            });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showDetails();
        showHits();
        updateActions();
    });
    connect(m_placeholder, &PlaceholderView::actionTriggered, this, [this] {
        session().unlock();
    });
    connect(&session(), &Session::dataChanged, this, &RulesPage::showData);
    connect(&session(), &Session::accessChanged, this, &RulesPage::showPlaceholder);
    connect(&session(), &Session::switched, this, [this] {
        m_backendChosen = false;
        showData();
    });
    connect(&session(), &Session::rulesChanged, this, &RulesPage::showData);
}

void RulesPage::restoreSettings()
{
    const QSettings settings;
    const auto bytes = [&settings](const char *key) {
        return settings.value(QLatin1String(key)).toByteArray();
    };
    m_splitter->restoreState(bytes("rules/splitter"));
    m_right->restoreState(bytes("rules/details"));
    if (settings.value(QStringLiteral("rules/columnsVersion")).toInt() == columnsVersion) {
        m_table->horizontalHeader()->restoreState(bytes("rules/columns"));
    }
    m_search->setText(settings.value(QStringLiteral("rules/search")).toString());
    m_tick->setInterval(
        settings.value(QStringLiteral("rules/updateMilliseconds"), countersMilliseconds).toInt());
    const int family =
        settings.value(QStringLiteral("rules/family"), m_family->itemData(0)).toInt();
    m_family->setCurrentIndex(std::max(0, m_family->findData(family)));
    const auto place = settings.value(QStringLiteral("rules/place")).toStringList();
    const auto backend = Core::parseBackend(stdtext(place.value(0)));
    const auto placeFamily = Core::parseFamily(stdtext(place.value(1)));
    if (place.size() == 4 && backend && placeFamily) {
        m_place = Core::ChainPlace{*backend, *placeFamily, stdtext(place[2]), stdtext(place[3])};
        m_toSelect = Remembered{settings.value(QStringLiteral("rules/number")).toUInt(), {}};
    }
}

void RulesPage::saveSettings() const
{
    QSettings settings;
    settings.setValue(QStringLiteral("rules/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("rules/details"), m_right->saveState());
    settings.setValue(QStringLiteral("rules/columnsVersion"), columnsVersion);
    settings.setValue(QStringLiteral("rules/columns"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("rules/search"), m_search->text());
    settings.setValue(QStringLiteral("rules/updateMilliseconds"), m_tick->interval());
    settings.setValue(QStringLiteral("rules/family"), m_family->currentData());
    if (m_place) {
        settings.setValue(QStringLiteral("rules/place"),
                          QStringList{qtext(Core::toString(m_place->backend)),
                                      qtext(Core::toString(m_place->family)), qtext(m_place->table),
                                      qtext(m_place->chain)});
        settings.setValue(QStringLiteral("rules/number"), m_rules->location(currentRow()).number);
    }
}

std::optional<Core::Backend> RulesPage::backend() const
{
    const int chosen = m_backend->currentData().toInt();
    return chosen == both ? std::nullopt : std::optional(static_cast<Core::Backend>(chosen));
}

std::optional<Core::Family> RulesPage::family() const
{
    const int chosen = m_family->currentData().toInt();
    return chosen == both ? std::nullopt : std::optional(static_cast<Core::Family>(chosen));
}

bool RulesPage::isShown(Core::Backend shownBackend, Core::Family shownFamily) const
{
    return backend().value_or(shownBackend) == shownBackend
        && family().value_or(shownFamily) == shownFamily;
}

RuleSources RulesPage::sources() const
{
    RuleSources sources;
    const auto &firewall = session().data();
    for (const auto &ruleset : firewall.rulesets) {
        if (!isShown(ruleset->backend, ruleset->family)) {
            continue;
        }
        const auto *staged = m_staged ? m_staged(ruleset->backend, ruleset->family) : nullptr;
        sources.rulesets.push_back(staged != nullptr ? staged->ruleset : ruleset);
    }
    sources.native = firewall.native;
    return sources;
}

void RulesPage::setStagedSource(StagedSource source)
{
    m_staged = std::move(source);
    showStaged();
}

void RulesPage::showStaged()
{
    if (session().hasData()) {
        showData();
    }
}

int RulesPage::currentRow() const
{
    const auto current = m_table->currentIndex();
    return current.isValid() ? current.row() : -1;
}

void RulesPage::askForRules()
{
    std::vector<Session::RuleSide> sides;
    for (const auto askedBackend : {Core::Backend::Nft, Core::Backend::Legacy}) {
        for (const auto askedFamily : {Core::Family::Ipv4, Core::Family::Ipv6}) {
            if (isShown(askedBackend, askedFamily)) {
                sides.push_back({askedBackend, askedFamily});
            }
        }
    }
    session().refreshRules(sides);
}

void RulesPage::refresh()
{
    session().refresh();
    m_sets->refresh();
}

bool RulesPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
    return true;
}

void RulesPage::showEvent(QShowEvent *event)
{
    if (m_tick->interval() > 0) {
        m_tick->start();
        askForRules();
    }
    Page::showEvent(event);
    lookForMistakes();
    updateActions();
}

void RulesPage::hideEvent(QHideEvent *event)
{
    m_tick->stop();
    Page::hideEvent(event);
    updateActions();
}

} // namespace Portlight::App
