// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/helperclient.h"
#include "app/models/roles.h"

#include <QAbstractTableModel>

#include <vector>

namespace Portlight::App
{

/// Changes that were tried on this computer, newest first. Merged by id, so that the selection
/// survives the countdown.
class TrialModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { WhenColumn, WhatColumn, StateColumn, WhoColumn, ColumnCount };

    explicit TrialModel(QObject *parent = nullptr);

    void setTrials(std::vector<Trial> trials);
    const Trial *trial(int row) const;
    int rowOf(const QString &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Trial> m_trials;
};

} // namespace Portlight::App
