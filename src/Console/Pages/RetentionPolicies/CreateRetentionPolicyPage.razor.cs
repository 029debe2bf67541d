using System.Collections.Immutable;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Pages.Sources;
using static BackupConsole.Pages.RetentionPolicies.RetentionPolicyManifest;

namespace BackupConsole.Pages.RetentionPolicies;

/// <summary>The form of a RetentionPolicy, which says in words what the numbers keep.</summary>
public sealed partial class CreateRetentionPolicyPage
{
    private CreateFlow? flow;
    private CreateContext? context;
    private LiveRows<RetentionPolicyRow>? policies;

    private IReadOnlyList<FormProblem> Warnings
    {
        get
        {
            List<FormProblem> warnings = [];
            if (context is not null && RulesOf(context.Form).Contradiction is { } contradiction)
            {
                warnings.Add(new FormProblem(Period, contradiction));
            }

            if (context is not null && context.Form.Text(Default) == "true" && policies?.View.Rows.FirstOrDefault(row => row.IsDefault) is { } other)
            {
                warnings.Add(new FormProblem(Default, $"{other.Name} is the default of this namespace already, and there can be one. KubeStash will refuse this."));
            }

            return warnings;
        }
    }

    private async Task OpenAsync(CreateContext opened)
    {
        context = opened;
        policies ??= LiveRowsOf(KindSources.RetentionPolicies);
        await FollowAsync();
    }

    private Task FollowAsync()
    {
        StateHasChanged();
        string ns = context!.Form.Text(RetentionPolicyManifest.Namespace);
        return policies!.LookAsync(context.Session, Valid(ns), StoreSchema<RetentionPolicyRow>.ByKey);
    }

    private static Task<ImmutableArray<FormProblem>> PrepareAsync(CreateContext open, CancellationToken cancellationToken)
    {
        Arrange(open.Form.Manifest);
        return Task.FromResult(ImmutableArray<FormProblem>.Empty);
    }
}
