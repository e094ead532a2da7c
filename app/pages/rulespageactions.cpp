// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
// What can be done on the Rules page: buttons, menus and the signals behind them.
#include "app/models/rulemodel.h"
#include "app/pages/ruleactions.h"
#include "app/pages/ruledetails.h"
#include "app/pages/rulespage.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMetaMethod>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace Portlight::App
{

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
    auto *permanent = new QToolButton(m_buttons);
    permanent->setDefaultAction(m_actions->permanent);
    permanent->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    permanent->setToolTip(tr("Make the running rules survive a restart of the computer."));
    row->addWidget(permanent);
    connectActions();
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        showMenu(m_table->viewport(), at, m_actions->forRules());
    });
    m_chains->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_chains, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        showMenu(m_chains->viewport(), at, m_actions->forChains());
    });
}

void RulesPage::connectActions()
{
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
    onRule(m_actions->duplicate, [this](const Core::Location &location) {
        Q_EMIT duplicateRequested(location);
    });
    onRule(m_actions->zeroRule, [this](const Core::Location &location) {
        Q_EMIT zeroRequested({location.backend, location.family, location.table, location.chain},
                             location.number);
    });
    connect(m_actions->permanent, &QAction::triggered, this, &RulesPage::permanentRequested);
    onRule(m_actions->toggle, [this](const Core::Location &location) {
        Q_EMIT switchRequested(location, m_rules->isOff(currentRow()));
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
        QGuiApplication::clipboard()->setText(m_rules->sentence(currentRow()));
    });
    connect(m_actions->copyCommand, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_rules->command(currentRow()));
    });
    connect(m_actions->findNext, &QAction::triggered, this, [this] {
        find(+1);
    });
    connect(m_actions->findPrevious, &QAction::triggered, this, [this] {
        find(-1);
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
    offer(m_actions->duplicate, QMetaMethod::fromSignal(&RulesPage::duplicateRequested));
    offer(m_actions->permanent, QMetaMethod::fromSignal(&RulesPage::permanentRequested));
    offer(m_actions->zeroRule, QMetaMethod::fromSignal(&RulesPage::zeroRequested));
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

// Qt does not allow to ask for connections in here: it may hold the lock on them.
void RulesPage::connectNotify(const QMetaMethod &)
{
    QMetaObject::invokeMethod(this, &RulesPage::showOffered, Qt::QueuedConnection);
}

void RulesPage::disconnectNotify(const QMetaMethod &)
{
    QMetaObject::invokeMethod(this, &RulesPage::showOffered, Qt::QueuedConnection);
}

void RulesPage::updateActions()
{
    RuleActions::Selection now;
    now.pageShown = isVisible();
    const int row = currentRow();
    now.hasChain = m_rules->chain() != nullptr || m_rules->nativeChain() != nullptr;
    now.isReadOnly = m_rules->chain() == nullptr || m_rules->chain()->nativeHook.has_value();
    const auto *rule = m_rules->rule(row);
    now.isNative = rule != nullptr && Core::isNativeRule(*rule);
    now.isBuiltInChain = m_rules->chain() != nullptr && m_rules->chain()->policy.has_value();
    const auto index = m_rules->indexOf(row);
    now.isRule = index.has_value();
    now.isOn = !m_rules->isOff(row);
    now.isPolicy = m_rules->isPolicyRow(row);
    now.isStagedAway = m_rules->mark(row) == RuleMark::Removed;
    now.isFirst = index && m_rules->location(row).number == 1;
    now.isLast = index && *index + 1 == static_cast<std::uint32_t>(m_rules->ruleCount());
    now.hasHits = m_found && !m_found->empty();
    m_actions->setSelection(now);
}

std::optional<Core::Location> RulesPage::currentLocation() const
{
    const int row = currentRow();
    if (row < 0 || m_rules->chain() == nullptr || m_rules->mark(row) == RuleMark::Removed) {
        return {};
    }
    return m_rules->location(row);
}

std::optional<Core::ChainPlace> RulesPage::currentPlace() const
{
    return m_rules->chain() == nullptr ? std::nullopt : m_place;
}

void RulesPage::fillViewMenu(QMenu *menu)
{
    auto *columns = menu->addMenu(tr("&Columns of the Rules"));
    for (int column = 0; column < RuleModel::ColumnCount; ++column) {
        if (column == RuleModel::SentenceColumn) {
            continue;
        }
        auto *action = columns->addAction(
            m_rules->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            m_table->setColumnHidden(column, !isShown);
        });
    }
    menu->addAction(m_actions->onlyQuiet);
    menu->addAction(m_actions->onlyMarked);
    auto *versions = menu->addMenu(tr("&IP Version"));
    auto *versionGroup = new QActionGroup(menu);
    for (int i = 0; i < m_family->count(); ++i) {
        auto *action = versions->addAction(m_family->itemText(i));
        action->setCheckable(true);
        action->setChecked(i == m_family->currentIndex());
        versionGroup->addAction(action);
        connect(action, &QAction::triggered, m_family, [this, i] {
            m_family->setCurrentIndex(i);
        });
        connect(m_family, &QComboBox::currentIndexChanged, action, [action, i](int now) {
            action->setChecked(i == now);
        });
    }
    auto *every = menu->addMenu(tr("&Update Every"));
    auto *everyGroup = new QActionGroup(menu);
    for (const int seconds : {0, 1, 2, 5, 10}) {
        auto *action =
            every->addAction(seconds == 0 ? tr("Off") : tr("%n second(s)", nullptr, seconds));
        action->setCheckable(true);
        action->setChecked(m_tick->interval() == seconds * 1000);
        everyGroup->addAction(action);
        connect(action, &QAction::triggered, this, [this, seconds] {
            m_tick->setInterval(seconds * 1000);
            if (seconds > 0 && isVisible()) {
                m_tick->start();
            } else {
                m_tick->stop();
            }
        });
    }
    auto *pane = menu->addAction(tr("&Next Pane"));
    pane->setShortcut(QKeySequence(Qt::Key_F6));
    connect(pane, &QAction::triggered, this, &RulesPage::nextPane);
}

void RulesPage::nextPane()
{
    if (!isVisible()) {
        return;
    }
    const QList<QWidget *> panes = {m_search, m_chains, m_table, m_details};
    auto *focus = QApplication::focusWidget();
    qsizetype next = 0;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (focus != nullptr && (panes[i] == focus || panes[i]->isAncestorOf(focus))) {
            next = (i + 1) % panes.size();
        }
    }
    panes[next]->setFocus(Qt::ShortcutFocusReason);
}

const RuleActions &RulesPage::actions() const
{
    return *m_actions;
}

} // namespace Portlight::App
