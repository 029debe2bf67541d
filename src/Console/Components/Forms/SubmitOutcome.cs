using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BackupConsole.Components.Forms;

/// <summary>What became of a submission.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>The object is there.</summary>
    /// <param name="Stored">As the server stores it.</param>
    public sealed record Created(JsonObject Stored) : SubmitOutcome;

    /// <summary>Nothing was created.</summary>
    /// <param name="Problems">Why not.</param>
    /// <param name="IsNameTaken">Whether another object has the name.</param>
    public sealed record Refused(ImmutableArray<FormProblem> Problems, bool IsNameTaken = false) : SubmitOutcome
    {
        /// <summary>A refusal for one reason.</summary>
        public Refused(FormProblem problem)
            : this([problem])
        {
        }
    }

    /// <summary>Nobody knows whether it was created.</summary>
    /// <param name="Why">What happened, as a sentence.</param>
    public sealed record Unknown(string Why) : SubmitOutcome;
}
