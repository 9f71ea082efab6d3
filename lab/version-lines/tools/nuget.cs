// NuGet. Pairs that it refuses are left out.
using System;
using NuGet.Versioning;

public static class NuGetOrder
{
    public static void Main()
    {
        for (string line = Console.ReadLine(); line != null; line = Console.ReadLine())
        {
            string[] pair = line.Split('\t');
            if (!NuGetVersion.TryParse(pair[0], out NuGetVersion a) || !NuGetVersion.TryParse(pair[1], out NuGetVersion b)) continue;
            int order = a.CompareTo(b);
            Console.WriteLine(pair[0] + "\t" + (order < 0 ? "<" : order > 0 ? ">" : "=") + "\t" + pair[1]);
        }
    }
}
