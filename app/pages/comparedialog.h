// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/widgets/differenceview.h"
#include "core/change/persistence.h"
#include "core/result.h"

#include <QDialog>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace Portlight::App
{

class MessageBar;
class Session;

/// A snapshot beside the rules as they are now, or beside another snapshot.
class CompareDialog : public QDialog
{
    Q_OBJECT

public:
    /// `session` outlives the dialog; `others` may hold the snapshot itself.
    CompareDialog(Session &session, Core::Snapshot snapshot,
                  const std::vector<Core::SnapshotInfo> &others, QWidget *parent = nullptr);

private:
    void chosen();
    /// Nothing: the rules now.
    void compare(const QString &title, std::optional<Core::Snapshot> other);
    void show(const Core::Result<std::vector<DifferenceView::Entry>> &entries);

    Session &m_session;
    Core::Snapshot m_snapshot;
    QComboBox *m_other;
    MessageBar *m_message;
    QStackedWidget *m_stack;
    QLabel *m_note;
    DifferenceView *m_view;
    QObject *m_call = nullptr; ///< context of the request on its way
};

} // namespace Portlight::App
