// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/rulespage.h"

#include "app/models/chainlistmodel.h"
#include "app/models/qtext.h"
#include "app/models/rulefiltermodel.h"
#include "app/models/rulemodel.h"
#include "app/pages/ruleactions.h"
#include "app/pages/ruledetails.h"
#include "app/pages/session.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/widgets/placeholderview.h"
#include "app/widgets/rowdelegate.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QMetaMethod>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace Portlight::App
{

namespace
{

constexpr int countersMilliseconds = 2000;
constexpr int searchDelayMilliseconds = 150;

} // namespace

RulesPage::RulesPage(Session &session, QWidget *parent)
    : Page(session, tr("Rules"), parent)
    , m_family(new QComboBox(this))
    , m_backend(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_hits(new QLabel(this))
    , m_message(new MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_placeholder(new PlaceholderView(this))
    , m_chainModel(new ChainListModel(this))
    , m_chains(new QListView(this))
    , m_rules(new RuleModel(this))
    , m_filter(new RuleFilterModel(m_rules, this))
    , m_table(new QTableView(this))
    , m_actions(new RuleActions(m_table, this))
    , m_buttons(new QWidget(this))
    , m_details(new RuleDetails(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_right(new QSplitter(Qt::Vertical, this))
    , m_tick(new QTimer(this))
    , m_searchDelay(new QTimer(this))
{
    m_family->addItem(tr("IPv4"), static_cast<int>(Core::Family::Ipv4));
    m_family->addItem(tr("IPv6"), static_cast<int>(Core::Family::Ipv6));
    m_family->setAccessibleName(tr("IP version"));
    m_backend->addItem(tr("iptables (nftables)"), static_cast<int>(Core::Backend::Nft));
    m_backend->addItem(tr("iptables (legacy)"), static_cast<int>(Core::Backend::Legacy));
    m_backend->setAccessibleName(tr("Where the rules are kept"));
    m_search->setPlaceholderText(tr("Port, address, service or word"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search rules"));
    m_search->addAction(icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_search->setMinimumWidth(240);
    m_hits->setAccessibleName(tr("Number of rules found"));
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_family);
    bar->addWidget(m_backend);
    bar->addStretch(1);
    bar->addWidget(m_hits);
    bar->addWidget(m_search, 1);

    m_chains->setModel(m_chainModel);
    m_chains->setItemDelegate(new RowDelegate(m_chains));
    m_chains->setAccessibleName(tr("Rule lists"));
    m_chains->setUniformItemSizes(false);
    m_chains->setMinimumWidth(170);
    setUpTable(m_table, tr("Rules"));
    m_table->setModel(m_filter);
    m_table->horizontalHeader()->setSectionResizeMode(RuleModel::SentenceColumn,
                                                      QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(36);
    m_table->horizontalHeader()->moveSection(RuleModel::NumberColumn, 0);
    m_table->setColumnWidth(RuleModel::NumberColumn, 36);
    m_table->setColumnWidth(RuleModel::ActionColumn, 136);
    m_table->setColumnWidth(RuleModel::PacketsColumn, 74);
    m_table->setColumnWidth(RuleModel::RecentColumn, 70);
    m_table->hideColumn(RuleModel::BytesColumn);
    m_table->hideColumn(RuleModel::CommandColumn);

    makeActions();
    auto *upper = new QWidget(this);
    auto *stacked = new QVBoxLayout(upper);
    stacked->setContentsMargins(0, 0, 0, 0);
    stacked->setSpacing(6);
    stacked->addWidget(m_table, 1);
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

    m_stack->addWidget(m_placeholder);
    m_stack->addWidget(m_splitter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addLayout(bar);
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);

    m_tick->setInterval(countersMilliseconds);
    connect(m_tick, &QTimer::timeout, this, [this] {
        this->session().refreshRules(backend(), family());
    });
    m_searchDelay->setInterval(searchDelayMilliseconds);
    m_searchDelay->setSingleShot(true);
    connect(m_search, &QLineEdit::textChanged, m_searchDelay, qOverload<>(&QTimer::start));
    connect(m_searchDelay, &QTimer::timeout, this, [this] {
        m_filter->setSearch(m_search->text());
        showHits();
    });
    connect(m_family, &QComboBox::currentIndexChanged, this, [this] {
        showData();
    });
    connect(m_backend, &QComboBox::activated, this, [this] {
        m_backendChosen = true;
    });
    connect(m_backend, &QComboBox::currentIndexChanged, this, [this] {
        showData();
    });
    connect(m_chains->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                if (!now.data(ChainListModel::ChainRole).toString().isEmpty()) {
                    m_tableName = now.data(ChainListModel::TableRole).toString();
                    m_chain = now.data(ChainListModel::ChainRole).toString();
                    showChain();
                }
            });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_details->showRule(*m_rules, currentSourceRow());
        updateActions();
    });
    connect(m_placeholder, &PlaceholderView::actionTriggered, this, [this] {
        this->session().unlock();
    });
    connect(&session, &Session::dataChanged, this, &RulesPage::showData);
    connect(&session, &Session::accessChanged, this, &RulesPage::showPlaceholder);
    connect(&session, &Session::switched, this, [this] {
        m_backendChosen = false;
        m_chain.clear();
        showData();
    });
    connect(&session, &Session::rulesetChanged, this,
            [this](Core::Backend changedBackend, Core::Family changedFamily) {
                if (changedBackend == backend() && changedFamily == family()) {
                    showData();
                }
            });
    const QSettings settings;
    m_splitter->restoreState(settings.value(QStringLiteral("rules/splitter")).toByteArray());
    m_right->restoreState(settings.value(QStringLiteral("rules/details")).toByteArray());
    m_details->showRule(*m_rules, -1);
    showPlaceholder();
}

RulesPage::~RulesPage()
{
    QSettings settings;
    settings.setValue(QStringLiteral("rules/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("rules/details"), m_right->saveState());
}

Core::Backend RulesPage::backend() const
{
    return static_cast<Core::Backend>(m_backend->currentData().toInt());
}

Core::Family RulesPage::family() const
{
    return static_cast<Core::Family>(m_family->currentData().toInt());
}

int RulesPage::currentSourceRow() const
{
    const auto current = m_table->currentIndex();
    return current.isValid() ? m_filter->mapToSource(current).row() : -1;
}

void RulesPage::showPlaceholder()
{
    if (session().hasData()) {
        return;
    }
    m_stack->setCurrentWidget(m_placeholder);
    switch (session().access()) {
    case Session::Access::Locked:
        m_placeholder->setContent(
            QStringLiteral("object-locked"), tr("The rules are locked"),
            tr("Reading them needs an administrator's permission. Nothing is changed."),
            tr("Unlock…"));
        break;
    case Session::Access::Asking:
    case Session::Access::Open:
        m_placeholder->setContent(QStringLiteral("countdown"), tr("Reading…"), {});
        break;
    case Session::Access::Missing:
        m_placeholder->setContent(
            QStringLiteral("result-unknown"), tr("The helper isn't installed"),
            tr("Install the package portlight-helper, or start \"portlight --direct\" as root."),
            tr("Try Again"));
        break;
    }
}

void RulesPage::showBanner()
{
    const auto &firewall = session().data();
    const auto nft = firewall.ruleCount(Core::Backend::Nft);
    const auto legacy = firewall.ruleCount(Core::Backend::Legacy);
    if (nft > 0 && legacy > 0) {
        const bool showsNft = backend() == Core::Backend::Nft;
        m_message->showMessage(MessageBar::Kind::Warning,
                               tr("Rules stand in two places, and the kernel asks both: a packet "
                                  "blocked in either is blocked."));
        m_message->setAction(showsNft ? tr("Show Legacy") : tr("Show nftables"), [this, showsNft] {
            m_backendChosen = true;
            m_backend->setCurrentIndex(m_backend->findData(
                static_cast<int>(showsNft ? Core::Backend::Legacy : Core::Backend::Nft)));
        });
    } else if (!firewall.nativeTables.empty()) {
        QStringList names;
        for (const auto &name : firewall.nativeTables) {
            names << qtext(name);
        }
        m_message->showMessage(MessageBar::Kind::Information,
                               tr("Another program keeps tables that only nft shows: %1. They can "
                                  "block, too.")
                                   .arg(names.join(QLatin1String(", "))));
    } else {
        m_message->clear();
    }
}

void RulesPage::showData()
{
    if (!session().hasData()) {
        m_chainModel->clear();
        m_rules->clear();
        showPlaceholder();
        return;
    }
    const auto &firewall = session().data();
    if (!m_backendChosen) {
        // Until somebody chooses, the backend that holds rules is shown.
        const bool legacyOnly = firewall.ruleCount(Core::Backend::Nft) == 0
            && firewall.ruleCount(Core::Backend::Legacy) > 0;
        const QSignalBlocker blocker(m_backend);
        m_backend->setCurrentIndex(m_backend->findData(
            static_cast<int>(legacyOnly ? Core::Backend::Legacy : Core::Backend::Nft)));
    }
    showBanner();
    m_rules->setDefaultBackend(firewall.defaultBackend);
    const auto *ruleset = firewall.ruleset(backend(), family());
    if (ruleset == nullptr || (*ruleset)->tables.empty()) {
        m_chainModel->clear();
        m_rules->clear();
        m_stack->setCurrentWidget(m_placeholder);
        m_placeholder->setContent(
            QStringLiteral("page-rules"), tr("No rules here"),
            tr("There are no %1 rules in %2. Every connection is allowed, as far as they go.")
                .arg(m_family->currentText(), m_backend->currentText()));
        showHits();
        return;
    }
    m_stack->setCurrentWidget(m_splitter);
    m_chainModel->setRuleset(**ruleset);
    int row = m_chainModel->rowOf(m_tableName, m_chain);
    if (row < 0) {
        row = m_chainModel->preferredRow();
    }
    const auto index = m_chainModel->index(row);
    if (m_chains->currentIndex() != index) {
        m_chains->setCurrentIndex(index);
    }
    m_tableName = index.data(ChainListModel::TableRole).toString();
    m_chain = index.data(ChainListModel::ChainRole).toString();
    showChain();
}

void RulesPage::showChain()
{
    const auto *ruleset = session().data().ruleset(backend(), family());
    if (ruleset == nullptr) {
        return;
    }
    m_rules->setChain(*ruleset, m_tableName, m_chain, session().seconds());
    if (!m_table->currentIndex().isValid() && m_filter->rowCount() > 0) {
        m_table->setCurrentIndex(m_filter->index(0, RuleModel::SentenceColumn));
    }
    m_details->showRule(*m_rules, currentSourceRow());
    showHits();
    updateActions();
}

void RulesPage::showHits()
{
    if (m_filter->search().isEmpty() || m_rules->rowCount() == 0) {
        m_hits->clear();
        return;
    }
    const QLocale locale;
    const QString text =
        tr("%1 of %2")
            .arg(locale.toString(m_filter->hits()), locale.toString(m_rules->rowCount() - 1));
    if (m_hits->text() != text) {
        m_hits->setText(text);
        QAccessibleEvent alert(m_hits, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void RulesPage::refresh()
{
    session().refresh();
}

bool RulesPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
    return true;
}

void RulesPage::showLocation(const Core::Location &location)
{
    m_backendChosen = true;
    m_search->clear();
    m_filter->setSearch({});
    {
        const QSignalBlocker familyBlocker(m_family);
        const QSignalBlocker backendBlocker(m_backend);
        m_family->setCurrentIndex(m_family->findData(static_cast<int>(location.family)));
        m_backend->setCurrentIndex(m_backend->findData(static_cast<int>(location.backend)));
    }
    m_tableName = qtext(location.table);
    m_chain = qtext(location.chain);
    showData();
    const int row =
        location.number > 0 ? static_cast<int>(location.number) - 1 : m_rules->rowCount() - 1;
    const auto index = m_filter->mapFromSource(m_rules->index(row, RuleModel::SentenceColumn));
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    m_table->setFocus();
}

void RulesPage::makeActions()
{
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    for (auto *action : m_actions->forButtons()) {
        auto *button = new QToolButton(m_buttons);
        button->setDefaultAction(action);
        const bool isArrow = action == m_actions->moveUp || action == m_actions->moveDown;
        button->setToolButtonStyle(isArrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        button->setVisible(action->isVisible());
        connect(action, &QAction::changed, button, [action, button] {
            button->setVisible(action->isVisible());
            button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        });
        row->addWidget(button);
    }
    row->addStretch(1);

    const auto onRule = [this](QAction *action, auto emitIt) {
        connect(action, &QAction::triggered, this, [this, emitIt] {
            if (const auto location = currentLocation()) {
                emitIt(*location);
            }
        });
    };
    const auto onChain = [this](QAction *action, auto emitIt) {
        connect(action, &QAction::triggered, this, [this, emitIt] {
            if (const auto place = currentPlace()) {
                emitIt(*place);
            }
        });
    };
    onRule(m_actions->edit, [this](const Core::Location &location) {
        Q_EMIT editRequested(location);
    });
    onRule(m_actions->toggle, [this](const Core::Location &location) {
        Q_EMIT switchRequested(location, false);
    });
    onRule(m_actions->remove, [this](const Core::Location &location) {
        Q_EMIT removeRequested(location);
    });
    onRule(m_actions->moveUp, [this](const Core::Location &location) {
        Q_EMIT moveRequested(location, location.number - 1);
    });
    onRule(m_actions->moveDown, [this](const Core::Location &location) {
        Q_EMIT moveRequested(location, location.number + 1);
    });
    onChain(m_actions->add, [this](const Core::ChainPlace &place) {
        // In front of the selected rule; from the policy's row, at the end.
        const auto location = currentLocation();
        const auto count = m_rules->chain() != nullptr ? m_rules->chain()->rules.size() : 0;
        Q_EMIT addRequested(place,
                            location && location->number > 0 ? location->number
                                                             : static_cast<unsigned>(count) + 1);
    });
    onChain(m_actions->changePolicy, [this](const Core::ChainPlace &place) {
        Q_EMIT policyRequested(place);
    });
    onChain(m_actions->zero, [this](const Core::ChainPlace &place) {
        Q_EMIT zeroRequested(place, 0);
    });
    onChain(m_actions->newChain, [this](const Core::ChainPlace &place) {
        Q_EMIT newChainRequested(place);
    });
    onChain(m_actions->renameChain, [this](const Core::ChainPlace &place) {
        Q_EMIT renameChainRequested(place);
    });
    onChain(m_actions->flushChain, [this](const Core::ChainPlace &place) {
        Q_EMIT flushChainRequested(place);
    });
    onChain(m_actions->removeChain, [this](const Core::ChainPlace &place) {
        Q_EMIT removeChainRequested(place);
    });
    connect(m_actions->copySentence, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_rules->sentence(currentSourceRow()));
    });
    connect(m_actions->copyCommand, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_rules->command(currentSourceRow()));
    });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        showMenu(m_table, at, m_actions->forRules());
    });
    m_chains->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_chains, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        showMenu(m_chains, at, m_actions->forChains());
    });
}

void RulesPage::showMenu(QWidget *view, const QPoint &at, const QList<QAction *> &actions)
{
    const bool isEmpty = std::none_of(actions.begin(), actions.end(), [](const QAction *action) {
        return action->isVisible() && !action->isSeparator();
    });
    if (isEmpty) {
        return;
    }
    auto *menu = new QMenu(view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions);
    menu->popup(view->mapToGlobal(at));
}

void RulesPage::showOffered()
{
    const auto offer = [this](QAction *action, const QMetaMethod &signal) {
        m_actions->setOffered(action, isSignalConnected(signal));
    };
    offer(m_actions->add, QMetaMethod::fromSignal(&RulesPage::addRequested));
    offer(m_actions->edit, QMetaMethod::fromSignal(&RulesPage::editRequested));
    offer(m_actions->toggle, QMetaMethod::fromSignal(&RulesPage::switchRequested));
    offer(m_actions->remove, QMetaMethod::fromSignal(&RulesPage::removeRequested));
    offer(m_actions->moveUp, QMetaMethod::fromSignal(&RulesPage::moveRequested));
    offer(m_actions->moveDown, QMetaMethod::fromSignal(&RulesPage::moveRequested));
    offer(m_actions->changePolicy, QMetaMethod::fromSignal(&RulesPage::policyRequested));
    offer(m_actions->zero, QMetaMethod::fromSignal(&RulesPage::zeroRequested));
    offer(m_actions->newChain, QMetaMethod::fromSignal(&RulesPage::newChainRequested));
    offer(m_actions->renameChain, QMetaMethod::fromSignal(&RulesPage::renameChainRequested));
    offer(m_actions->flushChain, QMetaMethod::fromSignal(&RulesPage::flushChainRequested));
    offer(m_actions->removeChain, QMetaMethod::fromSignal(&RulesPage::removeChainRequested));
}

void RulesPage::connectNotify(const QMetaMethod &)
{
    showOffered();
}

void RulesPage::disconnectNotify(const QMetaMethod &)
{
    showOffered();
}

void RulesPage::updateActions()
{
    RuleActions::Selection now;
    now.pageShown = isVisible();
    if (const auto *chain = m_rules->chain()) {
        now.hasChain = true;
        now.isBuiltInChain = chain->policy.has_value();
        const int row = currentSourceRow();
        now.isRule = m_rules->rule(row) != nullptr;
        now.isPolicy = row >= 0 && !now.isRule;
        now.isFirst = row == 0;
        now.isLast = row + 1 == static_cast<int>(chain->rules.size());
    }
    m_actions->setSelection(now);
}

std::optional<Core::Location> RulesPage::currentLocation() const
{
    const int row = currentSourceRow();
    return row < 0 || m_rules->chain() == nullptr ? std::nullopt
                                                  : std::optional(m_rules->location(row));
}

std::optional<Core::ChainPlace> RulesPage::currentPlace() const
{
    if (m_rules->chain() == nullptr) {
        return {};
    }
    const auto location = m_rules->location(0);
    return Core::ChainPlace{location.backend, location.family, location.table, location.chain};
}

const RuleActions &RulesPage::actions() const
{
    return *m_actions;
}

void RulesPage::showEvent(QShowEvent *event)
{
    m_tick->start();
    session().refreshRules(backend(), family());
    Page::showEvent(event);
    updateActions();
}

void RulesPage::hideEvent(QHideEvent *event)
{
    m_tick->stop();
    Page::hideEvent(event);
    updateActions();
}

} // namespace Portlight::App
