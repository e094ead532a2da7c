// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/roles.h"
#include "core/change/persistence.h"

#include <QAbstractTableModel>

#include <vector>

namespace Portlight::App
{

/// Saved states of the rules, newest first.
class SnapshotModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { WhenColumn, NameColumn, RulesColumn, WhoColumn, ColumnCount };

    explicit SnapshotModel(QObject *parent = nullptr);

    void setSnapshots(std::vector<Core::SnapshotInfo> snapshots);
    const Core::SnapshotInfo *snapshot(int row) const;
    int rowOf(const std::string &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Core::SnapshotInfo> m_snapshots;
};

} // namespace Portlight::App
