// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/persistence.h"
#include "core/result.h"
#include "core/ruleset/ruleset.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace Portlight::App
{

class PlaceholderView;
class Session;
class SnapshotModel;

/// Saved states of the rules: save, compare with now, stage a way back, remove.
class SnapshotsView : public QWidget
{
    Q_OBJECT

public:
    explicit SnapshotsView(Session &session, QWidget *parent = nullptr);

    void refresh();
    /// Asks for a name and saves the running rules.
    void save();

Q_SIGNALS:
    /// What is wanted is to be staged as changes.
    void restoreRequested(const QString &text, const std::vector<Portlight::Core::Ruleset> &rules);
    void failed(const Portlight::Core::Error &error);

private:
    const Core::SnapshotInfo *current() const;
    void showCurrent();
    void showPlaceholder();
    void compare();
    void restore();
    void remove();
    void readCurrent(std::function<void(const Core::Snapshot &)> done);
    void setBusy(bool busy);

    Session &m_session;
    SnapshotModel *m_model;
    QStackedWidget *m_stack;
    PlaceholderView *m_placeholder;
    QTableView *m_table;
    QLabel *m_detail;
    QPushButton *m_save;
    QPushButton *m_compare;
    QPushButton *m_restore;
    QPushButton *m_remove;
    QObject *m_call; ///< context of requests; deleted when the session goes elsewhere
    bool m_busy = false;
};

/// The rulesets of a snapshot that can be read; the first problem otherwise.
Core::Result<std::vector<Core::Ruleset>> rulesetsOf(const Core::Snapshot &snapshot);

} // namespace Portlight::App
